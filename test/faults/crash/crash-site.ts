import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { verifyChain, type EventStore, type RecordedEvent } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';
import { JobRequests, openAggregates, type Acting, type Aggregates } from '#jobs';
import { randomIds, systemClock } from '#runtime';
import { openVaults, type Vault } from '#vault';
import { localBlobs } from '#vault/local';
import type { Simulator, SimulatorOptions } from '../../../apps/simulator/src/index.js';
import { KillableProcess } from './worker-process.ts';

/** The compiled simulator: what the processes of the product speak to. */
const { startSimulator } = (await import(
  new URL('../../../dist/apps/simulator/src/index.js', import.meta.url).href
)) as { startSimulator: (options: SimulatorOptions) => Promise<Simulator> };

const TENANT = 'c0ffee00-5eed-4bad-900d-000000000001';
const ADMINISTRATOR: Acting = {
  actor: { id: 'bbbbbbbb-0000-4000-8000-000000000001', name: 'Avery Admin' },
  from: '127.0.0.1',
  correlationId: 'cccccccc-0000-4000-8000-000000000001',
  causationId: 'cccccccc-0000-4000-8000-000000000001',
};
const ALL = { kind: 'allObjects' } as const;
const ENDED_WITHIN_MS = 90_000;
const USERS = 40;
const RESULTS = new Set(['RecoveryStepApplied', 'RecoveryStepFailed', 'RecoveryStepSkipped']);

/** A data folder, a simulated tenant, and the product's own worker process over both. */
export class CrashSite {
  readonly tenantId = TENANT;
  readonly aggregates: Aggregates;
  readonly requests: JobRequests;
  worker: KillableProcess;
  /** The ids of all events that anyone has been told of. */
  private readonly acknowledged = new Set<string>();
  private readonly simulator: Simulator;
  private readonly store: EventStore;
  readonly folder: string;

  private constructor(folder: string, simulator: Simulator) {
    this.folder = folder;
    this.simulator = simulator;
    this.worker = KillableProcess.worker(folder);
    this.store = openSqliteEventStore({ file: join(folder, 'events.sqlite') });
    const ports = { store: this.store, clock: systemClock, ids: randomIds };
    this.aggregates = openAggregates(ports);
    this.requests = new JobRequests(this.aggregates, ports);
  }

  static async open(inFolder: string = tmpdir()): Promise<CrashSite> {
    const folder = mkdtempSync(join(inFolder, 'known-good-crash-'));
    const simulator = await startSimulator({ users: USERS, seed: 1, tenantId: TENANT });
    const connection = {
      id: TENANT,
      displayName: 'Contoso',
      graphUrl: simulator.url,
      credential: { kind: 'simulator' },
      longestRequestMs: 1_000,
    };
    writeFileSync(join(folder, 'tenants.json'), JSON.stringify([connection]));
    const site = new CrashSite(folder, simulator);
    await site.until(async () => site.worker.told.includes('Worker ready'), 'the worker starts');
    return site;
  }

  async close(): Promise<void> {
    await this.worker.kill();
    await this.store.close();
    await this.simulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async killWorker(): Promise<void> {
    await this.worker.kill();
  }

  startWorker(): void {
    if (this.worker.hasEnded) this.worker = KillableProcess.worker(this.folder);
  }

  async requestBackup(): Promise<string> {
    return idOf(await this.requests.requestBackup(TENANT, { trigger: 'request' }, ADMINISTRATOR));
  }

  async requestReport(backupId: string): Promise<string> {
    return idOf(await this.requests.startDifferenceReport(TENANT, { backupId, scope: ALL }, ADMINISTRATOR));
  }

  async requestRecovery(backupId: string): Promise<string> {
    const options = { from: { backupId, scope: ALL }, dryRun: false, reason: null };
    return idOf(await this.requests.startRecovery(TENANT, options, ADMINISTRATOR));
  }

  /** Retires a backup as if its days were over; the worker then ends its life. */
  async retire(backupId: string): Promise<void> {
    const now = new Date(Date.now() + 30 * 86_400_000).toISOString();
    await this.aggregates.tenant.execute(TENANT, { type: 'RetireBackup', backupId, now }, ADMINISTRATOR);
  }

  async state() {
    return (await this.aggregates.tenant.load(TENANT)).state;
  }

  async isEnded(id: string): Promise<boolean> {
    const state = await this.state();
    const status = state.backups.get(id)?.status ?? state.jobs.get(id)?.status;
    return status !== undefined && status !== 'running';
  }

  /** The ids and departments of the tenant's users. */
  async departments(): Promise<ReadonlyMap<string, string | null>> {
    const { value } = (await (await this.graph('GET', 'users?$select=id,department&$top=999')).json()) as {
      value: { id: string; department: string | null }[];
    };
    return new Map(value.map(({ id, department }) => [id, department]));
  }

  /** Changes users, but for those that only their own directory may change. */
  async setDepartments(ids: readonly string[], department: string): Promise<void> {
    for (const id of ids) await this.graph('PATCH', `users/${id}`, { department });
  }

  async until(condition: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + ENDED_WITHIN_MS;
    while (!(await condition())) {
      if (Date.now() > end)
        throw new Error(`Waited in vain until ${what}. ${this.worker.told.slice(-2_000)}`);
      await delay(20);
    }
  }

  /** What is wrong with the log: events that were there and are not, broken chains, steps without one result. */
  async faultsOfLog(): Promise<readonly string[]> {
    const faults: string[] = [];
    const present = new Set<string>();
    const streams = new Map<string, RecordedEvent[]>();
    for await (const event of this.store.readAll()) {
      present.add(event.id);
      streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
    }
    for (const id of this.acknowledged) if (!present.has(id)) faults.push('An event that was there is lost.');
    for (const id of present) this.acknowledged.add(id);
    for (const [stream, events] of streams) {
      if (!(await verifyChain(events)).intact) faults.push(`The chain of ${stream} is broken.`);
      if (stream.startsWith('recovery-')) faults.push(...faultsOfRecovery(events));
    }
    return faults;
  }

  /** The listed backups that do not verify. */
  async hurtBackups(): Promise<readonly string[]> {
    const hurt: string[] = [];
    const vault = await this.vault();
    for (const [id, { status, root }] of (await this.state()).backups)
      if (status === 'listed' && root !== null && (await vault.verify(root)).damages.length > 0)
        hurt.push(id);
    return hurt;
  }

  async listedBackups(): Promise<readonly { readonly id: string; readonly root: string }[]> {
    return [...(await this.state()).backups].flatMap(([id, { status, root }]) =>
      status === 'listed' && root !== null ? [{ id, root }] : [],
    );
  }

  private async vault(): Promise<Vault> {
    const key = Buffer.from(readFileSync(join(this.folder, 'vault.key'), 'utf8').trim(), 'hex');
    const blobs = await localBlobs(join(this.folder, 'vault'));
    return openVaults({ blobs, key, clock: systemClock, cacheBytes: 0 }).of(TENANT);
  }

  private async graph(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(`${this.simulator.url}/v1.0/${path}`, {
      method,
      headers: { authorization: 'Bearer known-good', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const isSynchronised = method === 'PATCH' && response.status === 400;
    if (!response.ok && !isSynchronised) throw new Error(`The simulator answers ${response.status}.`);
    return response;
  }
}

function faultsOfRecovery(events: readonly RecordedEvent[]): string[] {
  const faults: string[] = [];
  const sent = new Set<number>();
  const results = new Map<number, number>();
  for (const { type, data } of events) {
    if (type === 'RecoveryStepsDispatched') for (const step of data['steps'] as number[]) sent.add(step);
    if (!RESULTS.has(type)) continue;
    const step = Number(data['step']);
    results.set(step, (results.get(step) ?? 0) + 1);
    if (type !== 'RecoveryStepSkipped' && !sent.has(step)) faults.push('A result without an intent.');
  }
  if ([...results.values()].some((count) => count !== 1)) faults.push('A step has two results.');
  const hasEnded = events.some(({ type }) => type === 'RecoveryCompleted' || type === 'RecoveryFailed');
  if (hasEnded && [...sent].some((step) => !results.has(step))) faults.push('A step sent has no result.');
  return faults;
}

function idOf(answer: { readonly id: string } | { readonly code: string }): string {
  if ('id' in answer) return answer.id;
  throw new Error(`Refused: ${answer.code}`);
}
