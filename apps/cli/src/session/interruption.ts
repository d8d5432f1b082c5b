import { EXIT } from '../exit-codes.js';
import type { Session } from './session.js';

/** Waits for what runs on the server. Ctrl-C stops the waiting only; `advice` says how to go on. */
export async function whileWaiting<Result>(
  { output }: Pick<Session, 'output'>,
  advice: string,
  wait: () => Promise<Result>,
): Promise<Result> {
  const interrupted = (): void => {
    output.note(`\n${advice}`);
    output.record('interrupted', { message: advice });
    process.exit(EXIT.interrupted);
  };
  process.on('SIGINT', interrupted);
  try {
    return await wait();
  } finally {
    process.off('SIGINT', interrupted);
  }
}
