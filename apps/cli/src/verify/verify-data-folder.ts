import { createReadStream, readFileSync } from 'node:fs';
import { BackupCheck, notesIn, readPublicKey, verifyLog, type BackupVerdict, type LogVerdict } from '#proof';
import { openDataVaults, openLog } from '../composition/open-data-folder.js';
import { UsageError, type VerifyOptions } from './verify-options.js';

/** What was found in a data folder. */
export interface DataFolderVerdict {
  readonly intact: boolean;
  readonly log: LogVerdict;
  /** Left out where backups were not asked for. */
  readonly backups?: BackupVerdict | undefined;
}

/**
 * Checks the log of a data folder and, given the vault key, its backups. Throws {@link UsageError} on a public key
 * that is none, and what SQLite throws on a file that is no event log.
 */
export async function verifyDataFolder(options: VerifyOptions): Promise<DataFolderVerdict> {
  const outside = outsideRecord(options.outside);
  const store = openLog(options.data);
  try {
    const check = new BackupCheck();
    const log = await verifyLog({ events: check.watching(store.readAll()), outside });
    if (options.vaultKey === undefined) return { intact: log.intact, log };
    const vaults = await openDataVaults(options.data, options.vaultKey);
    const backups = await check.verify((tenantId) => vaults.of(tenantId));
    return { intact: log.intact && backups.intact, log, backups };
  } finally {
    await store.close();
  }
}

function outsideRecord(files: VerifyOptions['outside']) {
  if (files === undefined) return undefined;
  return {
    notes: notesIn(readFileSync(files.checkpoints, 'utf8')),
    publicKey: publicKeyIn(files.publicKey),
    register: files.register === undefined ? undefined : createReadStream(files.register, 'utf8'),
  };
}

function publicKeyIn(file: string) {
  try {
    return readPublicKey(file);
  } catch {
    throw new UsageError(`${file} holds no Ed25519 public key.`);
  }
}
