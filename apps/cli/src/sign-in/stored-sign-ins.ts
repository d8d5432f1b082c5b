import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandEnd, EXIT } from '../exit-codes.js';

/** A sign-in at one server. */
export interface SignIn {
  readonly clientId: string;
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly name: string;
}

interface Stored {
  /** The server used where none is named: that of the last sign-in. */
  readonly server?: string | undefined;
  readonly signIns: Readonly<Record<string, SignIn>>;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Sign-ins by server, in a file that only its owner can read (mode 0600 in a folder of mode 0700), as ssh keeps keys.
 * A file that others can read is refused.
 */
export class StoredSignIns {
  private readonly file: string;

  constructor(env: Env) {
    const folder =
      env['KNOWN_GOOD_CONFIG'] || join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'known-good');
    this.file = join(folder, 'sign-ins.json');
  }

  async lastServer(): Promise<string | undefined> {
    return (await this.read()).server;
  }

  async of(server: string): Promise<SignIn | undefined> {
    const { signIns } = await this.read();
    return Object.hasOwn(signIns, server) ? signIns[server] : undefined;
  }

  async keep(server: string, signIn: SignIn): Promise<void> {
    const { signIns } = await this.read();
    await this.write({ server, signIns: { ...signIns, [server]: signIn } });
  }

  /** Forgets a sign-in; tells whether there was one. */
  async forget(server: string): Promise<boolean> {
    const { server: last, signIns } = await this.read();
    if (!Object.hasOwn(signIns, server)) return false;
    const left = Object.fromEntries(Object.entries(signIns).filter(([each]) => each !== server));
    await this.write({ server: last === server ? undefined : last, signIns: left });
    return true;
  }

  private async read(): Promise<Stored> {
    const found = await stat(this.file).catch(() => undefined);
    if (found === undefined) return { signIns: {} };
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
      throw new CommandEnd(
        EXIT.notSignedIn,
        'SignInsReadable',
        `Others can read ${this.file}. Make it yours alone (chmod 600), or remove it and sign in again.`,
      );
    try {
      const stored: unknown = JSON.parse(await readFile(this.file, 'utf8'));
      if (isStored(stored)) return stored;
    } catch {
      // Told below, without a word of what the file holds.
    }
    throw new CommandEnd(
      EXIT.notSignedIn,
      'SignInsUnreadable',
      `${this.file} cannot be read. Remove it and sign in again.`,
    );
  }

  /** Written beside and renamed, so that a sign-in is never half there. */
  private async write(stored: Stored): Promise<void> {
    const folder = dirname(this.file);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = `${this.file}.${process.pid}`;
    await rm(draft, { force: true });
    await writeFile(draft, JSON.stringify(stored, null, 2), { mode: 0o600, flag: 'wx' });
    await chmod(draft, 0o600);
    await rename(draft, this.file);
  }
}

function isStored(value: unknown): value is Stored {
  return (
    typeof value === 'object' && value !== null && 'signIns' in value && typeof value.signIns === 'object'
  );
}
