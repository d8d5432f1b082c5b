import {
  InvalidCursorError,
  type AuditEntryView,
  type BackupView,
  type ChangeIndex,
  type DifferenceReportView,
  type Page,
  type PageRequest,
  type PastReadModels,
  type PresentReadModels,
  type ReadModels,
  type RecoveryStepView,
  type RecoveryView,
  type ReplayRequest,
  type TenantView,
} from '#projections';
import type { Change } from '#protection';

/** One page of rows that are in order already; a cursor is a row's number. */
function pageOf<Row>(rows: readonly Row[], { first, after }: PageRequest): Page<Row> {
  if (after !== undefined && !/^row-\d+$/.test(after)) throw new InvalidCursorError();
  const start = after === undefined ? 0 : Number(after.slice(4)) + 1;
  const page = rows
    .slice(start, start + first)
    .map((row, index) => ({ cursor: `row-${start + index}`, row }));
  return { rows: page, hasNextPage: start + first < rows.length, totalCount: rows.length };
}

/** Read models over arrays that a specification fills; newest first, as they stand. */
export class InMemoryModels implements PresentReadModels {
  readonly all = {
    tenants: [] as TenantView[],
    backups: [] as BackupView[],
    differenceReports: [] as DifferenceReportView[],
    recoveries: [] as RecoveryView[],
    steps: new Map<string, RecoveryStepView[]>(),
    auditLog: [] as AuditEntryView[],
  };
  /** What is answered of the past. */
  past: PresentReadModels['asOf'] = async () => undefined;
  /** What has been asked to be replayed. */
  readonly replayed: ReplayRequest[] = [];

  asOf(...asked: Parameters<PresentReadModels['asOf']>): Promise<PastReadModels | undefined> {
    return this.past(...asked);
  }

  replay(tenantId: string, request: ReplayRequest): AsyncIterable<AuditEntryView> {
    this.replayed.push(request);
    const entries = ownedBy(tenantId, this.all.auditLog);
    return (async function* () {
      yield* entries;
    })();
  }

  tenants(ids: readonly string[], page: PageRequest) {
    const tenants = this.all.tenants.filter(({ id }) => ids.includes(id));
    return pageOf(tenants, page);
  }

  tenant(id: string) {
    return this.all.tenants.find((tenant) => tenant.id === id);
  }

  backup(id: string) {
    return this.all.backups.find((backup) => backup.id === id);
  }

  backups(tenantId: string, page: PageRequest) {
    return pageOf(ownedBy(tenantId, this.all.backups), page);
  }

  differenceReport(id: string) {
    return this.all.differenceReports.find((report) => report.id === id);
  }

  differenceReports(tenantId: string, page: PageRequest) {
    return pageOf(ownedBy(tenantId, this.all.differenceReports), page);
  }

  recovery(id: string) {
    return this.all.recoveries.find((recovery) => recovery.id === id);
  }

  recoveries(tenantId: string, page: PageRequest) {
    return pageOf(ownedBy(tenantId, this.all.recoveries), page);
  }

  frozenPlans(tenantId: string, stage: 'waiting' | 'decided', page: PageRequest) {
    const plans = ownedBy(tenantId, this.all.recoveries).filter(({ dryRun }) => dryRun);
    return pageOf(
      plans.filter(({ review }) => (review === null) === (stage === 'waiting')),
      page,
    );
  }

  recoverySteps(...[id, { outcomes, objectTypes }, page]: Parameters<ReadModels['recoverySteps']>) {
    const steps = this.all.steps.get(id) ?? [];
    const wanted = steps.filter(
      ({ outcome, objectType }) =>
        (outcomes?.includes(outcome) ?? true) && (objectTypes?.some((type) => type === objectType) ?? true),
    );
    return pageOf(wanted, page);
  }

  auditLog(...[tenantId, { activities }, page]: Parameters<ReadModels['auditLog']>) {
    const lines = ownedBy(tenantId, this.all.auditLog);
    return pageOf(activities ? lines.filter(({ activity }) => activities.includes(activity)) : lines, page);
  }
}

const ownedBy = <Row extends { readonly tenantId: string }>(tenantId: string, rows: readonly Row[]): Row[] =>
  rows.filter((row) => row.tenantId === tenantId);

/** A change index over arrays; filters by type only, and keeps the order it was given. */
export class InMemoryChanges implements ChangeIndex {
  readonly reports = new Map<string, readonly Change[]>();

  has(reportId: string) {
    return this.reports.has(reportId);
  }

  async fill(reportId: string, changes: AsyncIterable<Change>) {
    this.reports.set(reportId, await Array.fromAsync(changes));
  }

  changes(...[reportId, { objectTypes, kinds }, , page]: Parameters<ChangeIndex['changes']>) {
    const changes = this.of(reportId).filter(
      ({ type, kind }) => (objectTypes?.includes(type) ?? true) && (kinds?.includes(kind) ?? true),
    );
    return pageOf(changes, page);
  }

  change(reportId: string, objectId: string) {
    return this.of(reportId).find(({ id }) => id === objectId);
  }

  summary(reportId: string, objectTypes?: readonly string[]) {
    const count = (words: readonly string[]) =>
      Object.fromEntries(
        Object.entries(Object.groupBy(words, (word) => word)).map(([word, all]) => [word, all?.length ?? 0]),
      );
    const changes = this.of(reportId).filter(({ type }) => objectTypes?.includes(type) ?? true);
    return {
      byType: count(changes.map(({ type }) => type)),
      byAction: count(changes.map(({ action }) => action ?? 'none')),
    };
  }

  drop(reportId: string) {
    this.reports.delete(reportId);
  }

  private of(reportId: string): readonly Change[] {
    return this.reports.get(reportId) ?? [];
  }
}
