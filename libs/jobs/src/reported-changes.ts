import type { Change } from '#protection';
import type { Vaults } from '#vault';
import type { Aggregates } from './aggregates.js';
import { ReportNotes } from './attribution.js';
import { computeChanges, importedSides } from './compute-changes.js';
import { guardedBy } from './job-target.js';
import { ownApplications } from './own-applications.js';

/** The changes that a completed difference report found, computed anew from the two states it compared, with its notes. `ownClientIds`: as what Known Good signs in to a tenant. */
export async function* reportedChanges(
  aggregates: Aggregates,
  vaults: Pick<Vaults, 'of'>,
  reportId: string,
  ownClientIds: (tenantId: string) => readonly string[] = () => [],
): AsyncGenerator<Change> {
  const { state } = await aggregates.differenceReport.load(reportId);
  const { request, backupRoot, headRoot, partialTypes, attributionRoot } = state;
  if (state.status !== 'completed' || request === null || backupRoot === null || headRoot === null)
    throw new Error(`Difference report ${reportId} has no changes to show.`);
  const tenant = await aggregates.tenant.load(request.tenantId);
  const vault = vaults.of(request.tenantId);
  const notes = new ReportNotes(attributionRoot === null ? undefined : vault.snapshot(attributionRoot));
  const changes = computeChanges(vault, {
    backupRoot,
    currentRoot: headRoot,
    partialTypes,
    scope: request.scope,
    imports: importedSides(
      tenant.state.backups.get(request.backupId) ?? {},
      tenant.state.backups.get(request.compareWithBackupId ?? '') ?? {},
    ),
    guarded: guardedBy(
      tenant.state.profile?.settings,
      await ownApplications(vault.snapshot(headRoot), ownClientIds(request.tenantId)),
    ),
  });
  for await (const change of changes) yield await notes.noted(change);
}
