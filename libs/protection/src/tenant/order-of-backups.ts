import { refusal, type Refusal } from '../refusal.js';
import type { TenantState } from './tenant-state.js';

/**
 * Refuses to compare a backup with an older one. Backwards, a report would call deleted what was created, and look for
 * who did it in a span that ends before it begins. Backups of the same moment go in either order, and so do imports:
 * theirs is the moment at which they were taken in, which says nothing of the state that they hold.
 */
export function faultOfOrder(
  { backupId, compareWithBackupId }: { readonly backupId: string; readonly compareWithBackupId: string },
  { backups }: Pick<TenantState, 'backups'>,
): Refusal | undefined {
  const [first, second] = [backups.get(backupId), backups.get(compareWithBackupId)];
  if (first?.isImport || second?.isImport || !first?.takenAt || !second?.takenAt) return undefined;
  if (Date.parse(second.takenAt) >= Date.parse(first.takenAt)) return undefined;
  return refusal(
    'InvalidInput',
    `Backup ${compareWithBackupId} is older than backup ${backupId}. Name the older one first: it is the state that the later one is compared with.`,
  );
}
