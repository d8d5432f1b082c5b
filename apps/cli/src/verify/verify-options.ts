import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eventsFile } from '../composition/open-data-folder.js';
import { errorMessage } from './error-message.js';

export const USAGE = `Usage: verify --data DIR [--checkpoints FILE --public-key FILE] [--register FILE]
              [--backups [--vault-key FILE]] [--json]

Checks the event log of a data folder, without the server.
  --checkpoints  signed checkpoints, best a copy kept elsewhere (default: DIR/checkpoints.jsonl, if there)
  --public-key   the key they are checked with (default: DIR/checkpoint-key.public.pem)
  --register     the register of events, by which lost ones are named (default: DIR/event-register.txt, if there)
  --backups      read every retained backup whole, against the roots in the log
  --vault-key    the key that seals the vault (default: DIR/vault.key)
  --json         print one JSON object
Ends with 0 if all is intact, 1 if anything is tampered with or damaged, 2 if it was not called rightly.`;

/** What is to be checked, with files that are there. */
export interface VerifyOptions {
  readonly data: string;
  readonly outside?:
    | { readonly checkpoints: string; readonly publicKey: string; readonly register?: string | undefined }
    | undefined;
  /** The vault key, where backups are to be checked too. */
  readonly vaultKey?: Buffer | undefined;
  readonly json: boolean;
}

/** Thrown on arguments that cannot be followed; the message says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the command's arguments. Throws {@link UsageError} where one is unknown or names a file that is not there. */
export function verifyOptions(args: readonly string[]): VerifyOptions {
  const { data, ...given } = parsed(args);
  if (data === undefined) throw new UsageError('Say with --data which folder to check.');
  present(eventsFile(data), 'event log');
  const checkpoints = optional(given.checkpoints, join(data, 'checkpoints.jsonl'), 'file of checkpoints');
  if (checkpoints === undefined && (given['public-key'] !== undefined || given.register !== undefined))
    throw new UsageError('A key or a register is of use with --checkpoints only.');
  const outside =
    checkpoints === undefined
      ? undefined
      : {
          checkpoints,
          publicKey: present(given['public-key'] ?? join(data, 'checkpoint-key.public.pem'), 'public key'),
          register: optional(given.register, join(data, 'event-register.txt'), 'register'),
        };
  const vaultKey = given.backups ? readVaultKey(given['vault-key'] ?? join(data, 'vault.key')) : undefined;
  return { data, outside, vaultKey, json: given.json };
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
        backups: { type: 'boolean', default: false },
        'vault-key': { type: 'string' },
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

/** The file that was asked for, which must be there, or else the usual one if it is. */
function optional(given: string | undefined, usual: string, what: string): string | undefined {
  if (given !== undefined) return present(given, what);
  return existsSync(usual) ? usual : undefined;
}

function readVaultKey(file: string): Buffer {
  const key = Buffer.from(readFileSync(present(file, 'vault key'), 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new UsageError(`${file} must hold 32 bytes in hex.`);
  return key;
}
