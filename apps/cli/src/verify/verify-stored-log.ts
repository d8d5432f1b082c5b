import { createReadStream, readFileSync } from 'node:fs';
import type { EventStore } from '#event-store';
import { BackupCheck, notesIn, verifyLog, type BackupVerdict, type LogVerdict } from '#proof';
import { openDataVaults, openLog, type LogSource } from '../composition/open-stored.js';
import { CannotVerify } from './cannot-verify.js';
import { errorMessage } from './error-message.js';
import { givenPublicKey } from './given-public-key.js';
import { UsageError, type StoredLogOptions } from './verify-options.js';

/** What was found in a log, and in the backups that it names. */
export interface StoredLogVerdict {
  readonly intact: boolean;
  readonly log: LogVerdict;
  /** Left out where backups were not asked for. */
  readonly backups?: BackupVerdict | undefined;
}

/**
 * Checks a log and, given the vault key, its backups. Throws `UsageError` on a public key that is none,
 * {@link CannotVerify} where an EventStoreDB does not answer, and what SQLite throws on a file that is no event log.
 */
export async function verifyStoredLog(options: StoredLogOptions): Promise<StoredLogVerdict> {
  const outside = outsideRecord(options.outside);
  const store = opened(options.source);
  try {
    await reachable(store, options.source);
    const check = new BackupCheck();
    const log = await verifyLog({ events: check.watching(store.readAll()), outside });
    if (options.vault === undefined) return { intact: log.intact, log };
    const vaults = await openDataVaults(options.vault.dataFolder, options.vault.key);
    const backups = await check.verify((tenantId) => vaults.of(tenantId));
    return { intact: log.intact && backups.intact, log, backups };
  } finally {
    await store.close();
  }
}

/** An address that cannot be followed is the caller's to mend; what is wrong with a file says something of the log. */
function opened(source: LogSource): EventStore {
  if (source.kind === 'file') return openLog(source);
  try {
    return openLog(source);
  } catch (error) {
    throw new UsageError(errorMessage(error));
  }
}

/** A server that does not answer tells nothing about the log; a file that cannot be read does. */
async function reachable(store: EventStore, { kind }: LogSource): Promise<void> {
  if (kind === 'file') return;
  try {
    await store.readAll()[Symbol.asyncIterator]().next();
  } catch (error) {
    throw new CannotVerify(`The event store does not answer: ${errorMessage(error)}`);
  }
}

function outsideRecord(files: StoredLogOptions['outside']) {
  if (files === undefined) return undefined;
  return {
    notes: notesIn(readFileSync(files.checkpoints, 'utf8')),
    publicKey: givenPublicKey(files.publicKey),
    register: files.register === undefined ? undefined : createReadStream(files.register, 'utf8'),
  };
}
