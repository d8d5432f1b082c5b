import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ATTACHED = new URL('./attached.js', import.meta.url).href;
/** How long a child may take to stop before it is killed. */
const STOP_WITHIN_MS = 15_000;
const RESTART_AFTER_MS = 500;

export interface ChildOptions {
  readonly name: string;
  /** The compiled entry file, as a URL. */
  readonly script: URL;
  readonly arguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Takes what the child prints; without it, the launcher's own output does. */
  readonly logFile?: string;
}

/** A process of the embedded product: started again when it dies, stopped when asked. */
export class Child {
  private process: ChildProcess | undefined;
  private stopping = false;

  constructor(private readonly options: ChildOptions) {}

  start(): void {
    const { script, env, name, logFile } = this.options;
    const log = logFile === undefined ? 'inherit' : openSync(logFile, 'a', 0o600);
    const child = spawn(
      process.execPath,
      ['--no-warnings', '--import', ATTACHED, fileURLToPath(script), ...(this.options.arguments ?? [])],
      // A group of its own: Ctrl-C reaches the launcher alone, which stops the children in order.
      { env: { ...process.env, ...env }, stdio: ['ignore', log, log, 'ipc'], detached: true },
    );
    this.process = child;
    child.once('exit', (code) => {
      if (this.stopping) return;
      process.stderr.write(`${name} has ended (${code ?? 'killed'}) and is started again.\n`);
      setTimeout(() => {
        if (!this.stopping) this.start();
      }, RESTART_AFTER_MS);
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(deadline);
  }
}
