import type { Directory } from '#directory';
import type { RecordedEvent } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';
import {
  DriftRequests,
  Housekeeping,
  type AlarmChannel,
  ImportStaging,
  JobRequests,
  JobRunner,
  openAggregates,
  PlanShelf,
  TenantHead,
  type Acting,
  type Requested,
} from '#jobs';
import {
  isRefusal,
  parseSelection,
  type JobOutcome,
  type PlanOptions,
  type RecoverySource,
  type Refusal,
  type Scope,
  type Selection,
  type TenantSettings,
} from '#protection';
import { countedIds } from '#runtime';
import { memoryBlobs, openVaults, type Entry } from '#vault';
import { FastClock } from './fast-clock.js';
import { MemoryDirectory } from './memory-directory.js';

export const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
export const ADMINISTRATOR: Acting = {
  actor: { id: 'bbbbbbbb-0000-4000-8000-000000000001', name: 'Avery Admin' },
  from: '127.0.0.1',
  correlationId: 'cccccccc-0000-4000-8000-000000000001',
  causationId: 'cccccccc-0000-4000-8000-000000000001',
};
export const ALL: Scope = { kind: 'allObjects' };
export const SETTINGS: TenantSettings = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
};

/** The whole engine over stores in memory and any tenant, on a clock that never makes anyone wait. */
export class EngineOver<Tenant extends Directory> {
  readonly clock = new FastClock('2026-11-24T12:00:00Z');
  readonly store = openSqliteEventStore({ file: ':memory:' });
  readonly blobs = memoryBlobs(this.clock);
  readonly vaults = openVaults({
    blobs: this.blobs,
    key: Buffer.alloc(32, 7),
    clock: this.clock,
    // Nothing is remembered, so that what a test does to the blobs is found.
    cacheBytes: 0,
  });
  readonly directory: Tenant;
  readonly ids = countedIds();
  readonly aggregates = openAggregates({ store: this.store, clock: this.clock, ids: this.ids });
  readonly requests = new JobRequests(this.aggregates, { clock: this.clock, ids: this.ids });
  readonly plans = new PlanShelf(this.vaults);
  readonly imports = new ImportStaging(this.vaults);
  readonly drift = new DriftRequests(this.aggregates, this.requests, { clock: this.clock, ids: this.ids });
  /** Whom alarms are told. */
  readonly alarmChannels: AlarmChannel[] = [];
  /** What Known Good signs in as. */
  readonly ownClientIds: string[] = [];
  readonly trouble: string[] = [];
  private worker:
    { readonly stop: AbortController; readonly done: Promise<void>; readonly runner: JobRunner } | undefined;
  private readonly access;

  constructor(openTenant: (clock: FastClock) => Tenant) {
    this.directory = openTenant(this.clock);
    const vault = this.vaults.of(TENANT);
    this.access = {
      vault,
      directory: this.directory,
      head: new TenantHead(vault, this.directory),
      ownClientIds: this.ownClientIds,
    };
  }

  async connect(settings: Partial<TenantSettings> = {}): Promise<void> {
    await this.requests.connectTenant(
      { id: TENANT, displayName: 'Contoso', settings: { ...SETTINGS, ...settings } },
      ADMINISTRATOR,
    );
  }

  startWorker(): void {
    const stop = new AbortController();
    const workerId = this.ids.next();
    // Whoever is not the worker that runs now has been stopped.
    const presence = { beat: async () => undefined, isGone: async () => true };
    const runner = new JobRunner({
      ...this.shared(),
      store: this.store,
      workerId,
      presence,
      alarmChannels: this.alarmChannels,
    });
    this.worker = { stop, runner, done: runner.run(stop.signal) };
  }

  async stopWorker(): Promise<void> {
    this.worker?.stop.abort(new Error('The test stops the worker.'));
    await this.worker?.done;
    this.worker = undefined;
  }

  /** One round of what happens by the clock. */
  async keepHouse(): Promise<void> {
    if (!this.worker) throw new Error('Start a worker first.');
    await new Housekeeping({ ...this.shared(), work: this.worker.runner.work }).lookAtAll();
  }

  async takeBackup(): Promise<string> {
    const { id } = granted(await this.requests.requestBackup(TENANT, { trigger: 'request' }, ADMINISTRATOR));
    await this.until(async () => (await this.tenantState()).backups.get(id)?.status !== 'running');
    return id;
  }

  async startRecovery(backupId: string, options: { scope?: Scope; dryRun?: boolean } = {}): Promise<string> {
    const { scope = ALL, dryRun = false } = options;
    const from = { backupId, scope };
    const started = await this.requests.startRecovery(TENANT, { from, dryRun, reason: null }, ADMINISTRATOR);
    return granted(started).id;
  }

  /** Adds entries to an import, or begins one, and answers the root to go on from. */
  async addToImport(entries: readonly Entry[], base?: string): Promise<string> {
    const root = await this.imports.add(TENANT, base, entries);
    if (isRefusal(root)) throw new Error(root.message);
    return root;
  }

  /** Freezes a plan and waits until it can be started from. */
  async freezePlan(
    from: RecoverySource,
    options: { selection?: Selection } & Partial<Omit<PlanOptions, 'selectionRoot'>> = {},
  ): Promise<Extract<RecoverySource, { planId: string }>> {
    const { selection, whatMoved = 'skip', conditionalAccess = 'asInBackup' } = options;
    const parsed = selection && parseSelection(selection);
    if (isRefusal(parsed)) throw new Error(parsed.message);
    const selectionRoot = parsed ? await this.plans.keepSelection(TENANT, parsed) : null;
    const plan = { selectionRoot, whatMoved, conditionalAccess };
    const { id } = granted(
      await this.requests.startRecovery(TENANT, { from, dryRun: true, reason: null, plan }, ADMINISTRATOR),
    );
    if ((await this.ended(id)) !== 'completed') throw new Error('The plan was not frozen.');
    return { planId: id, planDigest: (await this.tenantState()).jobs.get(id)?.planDigest ?? '' };
  }

  /** Starts a recovery from a plan. */
  async startPlan(from: Extract<RecoverySource, { planId: string }>): Promise<string> {
    const started = { from, dryRun: false, reason: null };
    return granted(await this.requests.startRecovery(TENANT, started, ADMINISTRATOR)).id;
  }

  /** Waits until the job has ended and answers how. */
  async ended(jobId: string): Promise<JobOutcome> {
    const statusOf = async () => (await this.tenantState()).jobs.get(jobId)?.status ?? 'running';
    await this.until(async () => (await statusOf()) !== 'running');
    const status = await statusOf();
    if (status === 'running') throw new Error('The job has not ended.');
    return status;
  }

  async tenantState() {
    return (await this.aggregates.tenant.load(TENANT)).state;
  }

  async recoveryState(id: string) {
    return (await this.aggregates.recovery.load(id)).state;
  }

  /** The names of the tenant's stored chunks. */
  async chunkNames(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const { name } of this.blobs.list(TENANT)) if (name.includes('/chunks/')) names.push(name);
    return names;
  }

  async eventsOf(stream: string): Promise<readonly RecordedEvent[]> {
    return Array.fromAsync(this.store.readStream(stream));
  }

  async eventTypes(stream: string): Promise<readonly string[]> {
    return (await this.eventsOf(stream)).map(({ type }) => type);
  }

  async until(condition: () => Promise<boolean>): Promise<void> {
    for (let look = 0; look < 2_000; look += 1) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`Waited in vain. ${this.trouble.join('\n')}`);
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.store.close();
  }

  private shared() {
    const log = {
      info: () => undefined,
      error: (facts: object, message: string) => this.trouble.push(`${message} ${JSON.stringify(facts)}`),
    };
    const { aggregates, requests, clock, ids } = this;
    return { aggregates, requests, clock, ids, log, tenantAccess: () => this.access };
  }
}

/** The engine over a tenant in memory. */
export class Engine extends EngineOver<MemoryDirectory> {
  constructor() {
    super((clock) => new MemoryDirectory(() => clock.now()));
  }
}

/** The answer to a request that was not refused. */
export function granted(answer: Requested | Refusal): Requested {
  if (isRefusal(answer)) throw new Error(`Refused: ${answer.code} ${answer.message}`);
  return answer;
}
