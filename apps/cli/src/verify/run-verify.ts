import { CannotVerify } from './cannot-verify.js';
import { errorMessage } from './error-message.js';
import { askServer } from './server/ask-server.js';
import { serverVerdictText } from './server/server-verdict-text.js';
import { verifyServer } from './server/verify-server.js';
import { verdictText } from './verdict-text.js';
import { UsageError, USAGE, verifyOptions, type VerifyOptions } from './verify-options.js';
import { verifyStoredLog } from './verify-stored-log.js';

export { USAGE };

/** What a run of the command prints and ends with. */
export interface VerifyOutcome {
  /** 0 intact, 1 tampered with or damaged, 2 not called rightly, or not to be checked. */
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  readonly errors: string;
}

/** Carries out the command `verify`. */
export async function runVerify(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<VerifyOutcome> {
  try {
    const options = verifyOptions(args, env);
    const { verdict, text } = await verify(options);
    const output = options.json ? `${JSON.stringify(verdict)}\n` : text;
    return { exitCode: verdict.intact ? 0 : 1, output, errors: '' };
  } catch (error) {
    if (error instanceof UsageError)
      return { exitCode: 2, output: '', errors: `${error.message}\n\n${USAGE}\n` };
    if (error instanceof CannotVerify) return { exitCode: 2, output: '', errors: `${error.message}\n` };
    return { exitCode: 1, output: '', errors: `The log cannot be read: ${errorMessage(error)}\n` };
  }
}

async function verify(
  options: VerifyOptions,
): Promise<{ readonly verdict: { readonly intact: boolean }; readonly text: string }> {
  if (options.kind === 'server') {
    const verdict = await verifyServer(options, askServer(options));
    return { verdict, text: serverVerdictText(verdict) };
  }
  const verdict = await verifyStoredLog(options);
  return { verdict, text: verdictText(verdict) };
}
