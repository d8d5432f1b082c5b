import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../../dist/apps/server/src/main.js', import.meta.url));
const SWEEPER = fileURLToPath(new URL('sweep-once.ts', import.meta.url));

/** A real process of the product, that is killed as the machine's operator would: kill -9. */
export class KillableProcess {
  private readonly child: ChildProcess;
  private output = '';

  private constructor(child: ChildProcess) {
    this.child = child;
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** The worker, as it is started in production. */
  static worker(dataFolder: string): KillableProcess {
    const env = {
      ...process.env,
      KNOWN_GOOD_ROLE: 'worker',
      KNOWN_GOOD_DATA: dataFolder,
      KNOWN_GOOD_CHECKPOINTS: 'off',
      KNOWN_GOOD_TENANTS_FILE: join(dataFolder, 'tenants.json'),
      KNOWN_GOOD_ISSUER: 'http://127.0.0.1:1',
    };
    return new KillableProcess(
      spawn(process.execPath, ['--no-warnings', SERVER], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** A process that sweeps a tenant's vault and ends. */
  static sweeper(dataFolder: string, tenantId: string, roots: readonly string[]): KillableProcess {
    const options = ['--no-warnings', SWEEPER, dataFolder, tenantId, ...roots];
    return new KillableProcess(spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  get told(): string {
    return this.output;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Ends it at once, wherever it is. */
  async kill(): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
