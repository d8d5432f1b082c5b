import { parseArgs } from 'node:util';
import { issuerFolder } from '../data-folder.js';
import { demoToken, DemoTokenError } from './demo-token.js';

const USAGE =
  'Usage: npm run demo:token -- administrator|reader [--issuer http://127.0.0.1:4001] [--data FOLDER]';

/** Prints an access token of a demonstration account, and nothing else, to standard output. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      issuer: { type: 'string', default: 'http://127.0.0.1:4001' },
      data: { type: 'string' },
    },
  });
  const [account, ...rest] = positionals;
  if (account === undefined || rest.length > 0 || !URL.canParse(values.issuer)) {
    throw new DemoTokenError(USAGE, 2);
  }
  const token = await demoToken({ issuer: values.issuer, dataFolder: issuerFolder(values.data), account });
  process.stdout.write(`${token}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof DemoTokenError ? error.exitCode : 1;
});
