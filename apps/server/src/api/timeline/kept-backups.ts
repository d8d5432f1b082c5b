import type { ObjectType } from '#catalogue';
import type { BackupView } from '#projections';
import { partialTypes } from '#protection';
import type { ApiParts } from '../api-parts.js';

const PAGE = 500;

/** A backup that an object can be followed through. */
export interface KeptBackup extends BackupView {
  readonly root: string;
  readonly takenAt: string;
  /** Types that it does not hold whole. */
  readonly partialTypes: readonly ObjectType[];
}

/** The tenant's own backups that are kept, by their ids, the oldest first. */
export function keptBackups(models: ApiParts['models'], tenantId: string): ReadonlyMap<string, KeptBackup> {
  const kept: KeptBackup[] = [];
  let after: string | undefined;
  do {
    const page = models.backups(tenantId, { first: PAGE, after });
    kept.push(...page.rows.flatMap(({ row }) => keptOf(row)));
    after = page.hasNextPage ? page.rows.at(-1)?.cursor : undefined;
  } while (after !== undefined);
  kept.sort((one, other) => Date.parse(one.takenAt) - Date.parse(other.takenAt));
  return new Map(kept.map((backup) => [backup.id, backup]));
}

function keptOf(view: BackupView): readonly KeptBackup[] {
  const { status, trigger, root, takenAt, certificate } = view;
  if (status !== 'completed' || trigger === 'import' || root === null || takenAt === null) return [];
  return [{ ...view, root, takenAt, partialTypes: partialTypes(certificate) }];
}
