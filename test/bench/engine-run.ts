import type { Directory } from '#directory';
import type { EventStore } from '#event-store';
import {
  JobRequests,
  JobRunner,
  openAggregates,
  TenantHead,
  type Acting,
  type Aggregates,
  type Requested,
} from '#jobs';
import { isRefusal, type Refusal } from '#protection';
import { randomIds, type Clock } from '#runtime';
import type { Vault } from '#vault';

export const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
export const ADMINISTRATOR: Acting = {
  actor: { id: 'bbbbbbbb-0000-4000-8000-000000000001', name: 'Avery Admin' },
  from: '127.0.0.1',
  correlationId: 'cccccccc-0000-4000-8000-000000000001',
  causationId: 'cccccccc-0000-4000-8000-000000000001',
};
const SETTINGS = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
};
const POLL_MS = 20;
const ALL = { kind: 'allObjects' } as const;

/** What the engine stands on. */
export interface EngineParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly directory: Directory;
}

/** The whole engine over one tenant: each call answers when what was asked for has ended. */
export class RunningEngine {
  readonly aggregates: Aggregates;
  private readonly requests: JobRequests;
  private readonly clock: Clock;

  constructor(aggregates: Aggregates, requests: JobRequests, clock: Clock) {
    this.aggregates = aggregates;
    this.requests = requests;
    this.clock = clock;
  }

  async backUp(): Promise<string> {
    const { id } = granted(await this.requests.requestBackup(TENANT, { trigger: 'request' }, ADMINISTRATOR));
    return this.ended(id, 'backups', 'listed');
  }

  async report(backupId: string): Promise<string> {
    const asked = { backupId, scope: ALL };
    const { id } = granted(await this.requests.startDifferenceReport(TENANT, asked, ADMINISTRATOR));
    return this.ended(id, 'jobs', 'completed');
  }

  async recover(backupId: string): Promise<string> {
    const asked = { from: { backupId, scope: ALL }, dryRun: false, reason: null };
    const { id } = granted(await this.requests.startRecovery(TENANT, asked, ADMINISTRATOR));
    return this.ended(id, 'jobs', 'completed');
  }

  private async ended(id: string, states: 'backups' | 'jobs', wanted: string): Promise<string> {
    for (;;) {
      const status = (await this.aggregates.tenant.load(TENANT)).state[states].get(id)?.status;
      if (status === wanted) return id;
      if (status !== 'running') throw new Error(`What was asked for has ended as ${status}.`);
      await this.clock.sleep(POLL_MS);
    }
  }
}

/** Runs the engine, with one tenant connected, while `work` uses it. */
export async function withEngine<Result>(
  { store, clock, vault, directory }: EngineParts,
  work: (engine: RunningEngine) => Promise<Result>,
): Promise<Result> {
  const access = { vault, directory, head: new TenantHead(vault, directory) };
  const ids = randomIds;
  const aggregates = openAggregates({ store, clock, ids });
  const requests = new JobRequests(aggregates, { clock, ids });
  const log = {
    info: () => undefined,
    error: (facts: object, message: string) => console.error(message, facts),
  };
  const presence = { beat: async () => undefined, isGone: async () => true };
  const stop = new AbortController();
  const shared = { store, aggregates, requests, clock, ids, log, tenantAccess: () => access };
  const running = new JobRunner({ ...shared, workerId: ids.next(), presence }).run(stop.signal);
  try {
    await requests.connectTenant({ id: TENANT, displayName: 'Contoso', settings: SETTINGS }, ADMINISTRATOR);
    return await work(new RunningEngine(aggregates, requests, clock));
  } finally {
    stop.abort(new Error('The bench is over.'));
    await running;
  }
}

function granted(answer: Requested | Refusal): Requested {
  if (isRefusal(answer)) throw new Error(answer.message);
  return answer;
}
