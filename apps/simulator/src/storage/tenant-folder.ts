import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { completeTenant } from '../generate/every-tenant.js';
import type { Tenant } from '../tenant/tenant.js';
import { Journal } from './journal.js';
import { readSnapshot, writeSnapshot } from './snapshot.js';

/** Beyond this size a journal is folded into the snapshot at the next start. */
const JOURNAL_BYTES_AT_MOST = 32 * 1024 * 1024;

/** A tenant that is kept on disk. */
export interface StoredTenant {
  readonly tenant: Tenant;
  close(): void;
}

/**
 * Opens the tenant of a folder, or makes one by `make` and keeps it there: `tenant.jsonl` is the tenant at some
 * moment, `journal.jsonl` what has happened since.
 */
export async function openTenantFolder(folder: string, make: () => Tenant): Promise<StoredTenant> {
  mkdirSync(folder, { recursive: true });
  const snapshotPath = join(folder, 'tenant.jsonl');
  const journalPath = join(folder, 'journal.jsonl');
  const isNew = !existsSync(snapshotPath);
  const tenant = isNew ? make() : await readSnapshot(snapshotPath);
  if (!isNew) Journal.replay(journalPath, tenant);
  const journal = new Journal(journalPath);
  if (isNew || statSync(journalPath).size > JOURNAL_BYTES_AT_MOST) {
    writeSnapshot(tenant, snapshotPath);
    journal.clear();
  }
  journal.follow(tenant);
  // A folder of an earlier release may lack what every tenant has by now.
  if (!isNew) completeTenant(tenant);
  return { tenant, close: () => journal.close() };
}
