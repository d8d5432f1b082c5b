import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A stand-in for EventStoreDB in a process of its own, whose memory and work are not the bench's. */
export interface StandInProcess {
  readonly connectionString: string;
  stop(): void;
}

const SERVE = fileURLToPath(new URL('serve-stand-in.ts', import.meta.url));

/** Starts a stand-in with an empty log. */
export async function startStandIn(): Promise<StandInProcess> {
  const child = fork(SERVE, { execArgv: ['--no-warnings'] });
  const failed = once(child, 'exit').then(() => {
    throw new Error('The stand-in has ended.');
  });
  failed.catch(() => undefined);
  const messages: unknown[] = await Promise.race([once(child, 'message'), failed]);
  return { connectionString: String(messages[0]), stop: () => void child.kill() };
}
