import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));

/** How one run of the command line went. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

type Env = Readonly<Record<string, string>>;
/** Is told of all output so far, and can interrupt the run as Ctrl-C does. */
type Heard = (out: string, interrupt: () => void) => void;

/** The built command line, run as a process of its own with a configuration folder of its own. */
export class CommandLine {
  private constructor(
    readonly configFolder: string,
    private readonly env: Env,
  ) {}

  static async with(env: Env): Promise<CommandLine> {
    const folder = await mkdtemp(join(tmpdir(), 'known-good-cli-'));
    return new CommandLine(folder, env);
  }

  /** The same installation, with other variables. */
  having(env: Env): CommandLine {
    return new CommandLine(this.configFolder, { ...this.env, ...env });
  }

  async remove(): Promise<void> {
    await rm(this.configFolder, { recursive: true, force: true });
  }

  /** Runs it as a script does: piped, with nothing to read. `heard` is told of its output as it comes. */
  run(args: readonly string[], heard?: Heard): Promise<Ended> {
    return this.spawned(process.execPath, ['--no-warnings', PROGRAM, ...args], '', heard);
  }

  /** Runs it on a pseudo-terminal of so many columns (util-linux' `script`), and types `typed`. */
  onTerminal(args: readonly string[], { columns = 80, typed = '' } = {}): Promise<Ended> {
    const command = [process.execPath, '--no-warnings', PROGRAM, ...args].map(quoted).join(' ');
    const script = `stty cols ${columns} rows 24 -echo; ${command}`;
    return this.spawned('script', ['-qefc', script, '/dev/null'], typed);
  }

  private async spawned(
    command: string,
    args: readonly string[],
    input: string,
    heard: Heard = () => undefined,
  ): Promise<Ended> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(command, args, {
      env: { PATH, HOME, SHELL: '/bin/sh', TERM: 'xterm', KNOWN_GOOD_CONFIG: this.configFolder, ...this.env },
    });
    const ended = once(child, 'close') as Promise<[number | null]>;
    let out = '';
    let err = '';
    const interrupt = (): unknown => child.kill('SIGINT');
    child.stdout.on('data', (chunk: Buffer) => heard((out += chunk.toString()), interrupt));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin.end(input);
    const [code] = await ended;
    return { code, out, err };
  }
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
