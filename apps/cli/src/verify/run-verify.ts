import { errorMessage } from './error-message.js';
import { verdictText } from './verdict-text.js';
import { verifyDataFolder } from './verify-data-folder.js';
import { UsageError, USAGE, verifyOptions } from './verify-options.js';

/** What a run of the command prints and ends with. */
export interface VerifyOutcome {
  /** 0 intact, 1 tampered with or damaged, 2 not called rightly. */
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  readonly errors: string;
}

/** Carries out the command `verify`. */
export async function runVerify(args: readonly string[]): Promise<VerifyOutcome> {
  try {
    const options = verifyOptions(args);
    const verdict = await verifyDataFolder(options);
    const output = options.json ? `${JSON.stringify(verdict)}\n` : verdictText(verdict);
    return { exitCode: verdict.intact ? 0 : 1, output, errors: '' };
  } catch (error) {
    if (error instanceof UsageError)
      return { exitCode: 2, output: '', errors: `${error.message}\n\n${USAGE}\n` };
    return { exitCode: 1, output: '', errors: `The data folder cannot be read: ${errorMessage(error)}\n` };
  }
}
