import { createInterface } from 'node:readline/promises';
import { CommandEnd, EXIT } from '../exit-codes.js';
import type { Output } from '../output/output.js';

/**
 * Asks before something is written. Scripts say `--yes`: where nobody can be asked, nothing is done. Throws
 * {@link CommandEnd} unless the answer is yes.
 */
export async function confirm(output: Output, question: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  if (output.json || process.stdin.isTTY !== true)
    throw new CommandEnd(EXIT.usage, 'NotConfirmed', 'This writes. Nobody can be asked here: add --yes.');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${question} [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    lines.close();
  }
  throw new CommandEnd(EXIT.failed, 'NotConfirmed', 'Nothing was done.');
}
