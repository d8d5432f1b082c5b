import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { eventsFile, type LogSource } from '../composition/open-stored.js';
import { errorMessage } from './error-message.js';

export const USAGE = `Usage: verify --data DIR [--checkpoints FILE --public-key FILE] [--register FILE]
              [--event-store URL [--event-store-prefix TEXT]] [--backups [--vault-key FILE]] [--json]
       verify --server URL --checkpoint FILE [--public-key FILE] [--position POSITION] [--json]

Checks the event log of a data folder or of an EventStoreDB, without the server.
  --checkpoints  signed checkpoints, best a copy kept elsewhere (default: DIR/checkpoints.jsonl, if there)
  --public-key   the key they are checked with (default: DIR/checkpoint-key.public.pem)
  --register     the register of events, by which lost ones are named (default: DIR/event-register.txt, if there)
  --event-store  read the log from there, such as esdb://host:2113?tls=false; --data may then be left out
  --backups      read every retained backup of the data folder whole, against the roots in the log
  --vault-key    the key that seals the vault (default: DIR/vault.key)

Asks a running server to prove that its log has only been added to (access token in the variable TOKEN).
  --checkpoint   a checkpoint kept elsewhere: a copy of checkpoints.jsonl (its last is taken) or one note
  --public-key   the key it is checked with (default: checkpoint-key.public.pem beside it)
  --position     prove that the event at this position is in the log, too

  --json         print one JSON object
Ends with 0 if all is intact, 1 if anything is tampered with or damaged, 2 if it was not called rightly or could
not be checked.`;

/** What is to be checked, with files that are there. */
export type VerifyOptions = StoredLogOptions | ServerOptions;

/** A log and what was kept outside of it. */
export interface StoredLogOptions {
  readonly kind: 'storedLog';
  readonly source: LogSource;
  readonly outside?:
    | { readonly checkpoints: string; readonly publicKey: string; readonly register?: string | undefined }
    | undefined;
  /** Where backups are to be checked too: the data folder, and the key of its vault. */
  readonly vault?: { readonly dataFolder: string; readonly key: Buffer } | undefined;
  readonly json: boolean;
}

/** A server, and a checkpoint of its log that was kept elsewhere. */
export interface ServerOptions {
  readonly kind: 'server';
  readonly url: string;
  readonly token: string;
  readonly checkpoint: string;
  readonly publicKey: string;
  /** An event that is to be proved too. */
  readonly position?: string | undefined;
  readonly json: boolean;
}

/** Thrown on arguments that cannot be followed; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the command's arguments. Throws {@link UsageError} where one is unknown or names a file that is not there. */
export function verifyOptions(args: readonly string[], env: NodeJS.ProcessEnv): VerifyOptions {
  const given = parsed(args);
  if (given.server !== undefined) return serverOptions(given.server, given, env);
  for (const name of ['checkpoint', 'position'] as const)
    if (given[name] !== undefined) throw new UsageError(`--${name} is of use with --server only.`);
  return storedLogOptions(given);
}

type Given = ReturnType<typeof parsed>;

function serverOptions(server: string, given: Given, env: NodeJS.ProcessEnv): ServerOptions {
  for (const name of ['data', 'checkpoints', 'register', 'event-store', 'event-store-prefix'] as const)
    if (given[name] !== undefined) throw new UsageError(`--${name} is of no use with --server.`);
  if (given.backups) throw new UsageError('--backups is of no use with --server.');
  if (given.checkpoint === undefined)
    throw new UsageError('Say with --checkpoint which one was kept elsewhere.');
  const checkpoint = present(given.checkpoint, 'checkpoint');
  const usualKey = join(dirname(checkpoint), 'checkpoint-key.public.pem');
  const { TOKEN: token } = env;
  if (!token) throw new UsageError('Put an access token into the variable TOKEN.');
  if (!URL.canParse(server) || !/^https?:/.test(server))
    throw new UsageError('--server must be a URL such as https://known-good.example.');
  return {
    kind: 'server',
    url: server,
    token,
    checkpoint,
    publicKey: present(given['public-key'] ?? usualKey, 'public key'),
    position: given.position,
    json: given.json,
  };
}

function storedLogOptions(given: Given): StoredLogOptions {
  const { data } = given;
  const vaultKey = given['vault-key'];
  return {
    kind: 'storedLog',
    source: logSource(given),
    outside: outsideFiles(given),
    vault: given.backups
      ? { dataFolder: ofData(data), key: readVaultKey(vaultKey, ofData(data)) }
      : undefined,
    json: given.json,
  };
}

function logSource({ data, ...given }: Given): LogSource {
  const connectionString = given['event-store'];
  const prefix = given['event-store-prefix'];
  if (connectionString !== undefined) {
    if (/^(esdb|kurrentdb)(\+discover)?:\/\//.test(connectionString))
      return { kind: 'server', connectionString, prefix };
    throw new UsageError('--event-store must be a connection string such as esdb://host:2113?tls=false.');
  }
  if (prefix !== undefined) throw new UsageError('A prefix is of use with --event-store only.');
  if (data === undefined) throw new UsageError('Say with --data which folder to check.');
  return { kind: 'file', file: present(eventsFile(data), 'event log') };
}

function outsideFiles({ data, register, ...given }: Given): StoredLogOptions['outside'] {
  const publicKey = given['public-key'];
  const checkpoints = optional(given.checkpoints, data, 'checkpoints.jsonl', 'file of checkpoints');
  if (checkpoints === undefined && (publicKey !== undefined || register !== undefined))
    throw new UsageError('A key or a register is of use with --checkpoints only.');
  if (checkpoints === undefined) return undefined;
  return {
    checkpoints,
    publicKey: present(publicKey ?? join(ofData(data), 'checkpoint-key.public.pem'), 'public key'),
    register: optional(register, data, 'event-register.txt', 'register'),
  };
}

function ofData(data: string | undefined): string {
  if (data !== undefined) return data;
  throw new UsageError('Say with --data in which folder the other files are, or name each of them.');
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        checkpoints: { type: 'string' },
        'public-key': { type: 'string' },
        register: { type: 'string' },
        'event-store': { type: 'string' },
        'event-store-prefix': { type: 'string' },
        backups: { type: 'boolean', default: false },
        'vault-key': { type: 'string' },
        server: { type: 'string' },
        checkpoint: { type: 'string' },
        position: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(errorMessage(error));
  }
}

function present(file: string, what: string): string {
  if (!existsSync(file)) throw new UsageError(`There is no ${what} at ${file}.`);
  return file;
}

/** The file that was asked for, which must be there, or else the usual one of the data folder if it is. */
function optional(
  given: string | undefined,
  data: string | undefined,
  usual: string,
  what: string,
): string | undefined {
  if (given !== undefined) return present(given, what);
  const file = data === undefined ? undefined : join(data, usual);
  return file !== undefined && existsSync(file) ? file : undefined;
}

function readVaultKey(given: string | undefined, data: string): Buffer {
  const file = given ?? join(data, 'vault.key');
  const key = Buffer.from(readFileSync(present(file, 'vault key'), 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new UsageError(`${file} must hold 32 bytes in hex.`);
  return key;
}
