import { EventStoreUnavailable, type EventStore, type SubscriptionItem } from '#event-store';
import { JobRequests, JobRunner, openAggregates, Housekeeping, TenantHead, type JobLog } from '#jobs';
import { openVaults, type SnapshotEditor, type SnapshotReader, type Vault } from '#vault';
import type { Clock } from '#runtime';
import { plainVault } from './plain-vault.ts';
import { SimNetwork } from './sim-network.ts';
import type { Mortal, Stepping, Surroundings } from './surroundings.ts';

/** What a process that has died is left waiting for. */
const NEVER = new Promise<never>(() => undefined);
const VAULT_KEY = Buffer.alloc(32, 7);

/**
 * One process of the engine, from its start to its death. Whatever it asks of the log, the disk and the tenant is a step:
 * before or after any of them it may be killed or stand still. What it has sent goes on without it.
 */
export class Life implements Mortal, Stepping {
  readonly workerId: string;
  isDead = false;
  /** It stands still until then (milliseconds since 1970). */
  pausedUntil = 0;
  pausedSince = 0;
  /** How far its clock is off. */
  skewMs = 0;
  readonly requests: JobRequests;
  private readonly world: Surroundings;
  private readonly signal = new AbortController().signal;
  private readonly runner: JobRunner;
  private readonly housekeeping: Housekeeping;
  private atWork = 0;

  constructor(world: Surroundings) {
    this.world = world;
    this.workerId = world.ids.next();
    const clock = this.clock();
    const store = this.store();
    const aggregates = openAggregates({ store, clock, ids: world.ids });
    this.requests = new JobRequests(aggregates, { clock, ids: world.ids });
    const vault = this.vault(clock);
    const directory = new SimNetwork(world, this);
    const access = { vault, directory, head: new TenantHead(vault, directory) };
    const presence = {
      beat: async () => undefined,
      isGone: async (id: string) => world.isGone(id),
    };
    const shared = {
      aggregates,
      requests: this.requests,
      clock,
      ids: world.ids,
      log: this.log(),
      tenantAccess: () => access,
    };
    this.runner = new JobRunner({ ...shared, store, workerId: this.workerId, presence });
    this.housekeeping = new Housekeeping({ ...shared, work: this.runner.work });
  }

  start(): void {
    void this.runner.run(this.signal).catch(() => undefined);
  }

  lookForOrphans(): void {
    if (!this.isDead) this.runner.lookForOrphans(this.signal);
  }

  keepHouse(): void {
    if (!this.isDead) void this.housekeeping.lookAtAll().catch(() => undefined);
  }

  die(): void {
    this.isDead = true;
  }

  /** Lets time pass for this process; one that has died never hears of it. */
  async turn(ms: number): Promise<void> {
    if (this.isDead) await NEVER;
    const { kernel } = this.world;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        if (this.isDead) return;
        if (this.pausedUntil > kernel.now) kernel.after(this.pausedUntil - kernel.now, wake);
        else resolve();
      };
      kernel.after(ms, wake);
    });
  }

  /** One step: takes a moment, happens at once, and takes another moment until it is known here. */
  async step<Result>(name: string, work: () => Result, answerMs = 1): Promise<Result> {
    await this.turn(this.world.kernel.between(0, 2));
    const killed = this.world.fateOfStep(this, name);
    if (killed === 'before') await this.killed();
    const result = work();
    if (killed === 'after') await this.killed();
    await this.turn(answerMs);
    return result;
  }

  /** A step on the disk: no time passes, for it is within work that time waits for. */
  private async fileStep<Result>(name: string, work: () => Result): Promise<Result> {
    if (this.isDead) await NEVER;
    const killed = this.world.fateOfStep(this, name);
    if (killed === 'before') await this.killed();
    const result = work();
    if (killed === 'after') await this.killed();
    return result;
  }

  private async killed(): Promise<void> {
    this.world.kill(this);
    await NEVER;
  }

  private clock(): Clock {
    return {
      now: () => new Date(this.world.kernel.now + this.skewMs),
      sleep: (ms) => this.turn(ms),
    };
  }

  private vault(clock: Clock): Vault {
    const { world } = this;
    if (!world.isVaultReal) return plainVault(world.snapshots, (name, work) => this.step(name, work, 0));
    const blobs = world.disk.blobs((name, work) => this.fileStep(name, work));
    return this.timeless(openVaults({ blobs, key: VAULT_KEY, clock, cacheBytes: 0 }).of(world.tenantId));
  }

  private log(): JobLog {
    const tell = (facts: object, message: string): void => {
      this.world.told.push(`${message} ${JSON.stringify(facts)}`);
    };
    return { info: tell, error: tell };
  }

  private store(): EventStore {
    const { log, kernel } = this.world;
    const step = <Result>(name: string, work: () => Result, ms?: number) => this.step(name, work, ms);
    const follow = (after: string | undefined) => this.follow(after);
    return {
      append: async (stream, expected, events) => {
        const trouble = this.world.troubleOfStore();
        if (trouble === 'refused') {
          await this.turn(kernel.between(1, 10_000));
          throw new EventStoreUnavailable(10_000, undefined);
        }
        const slow = trouble === 'slow' ? kernel.between(1_000, 60_000) : kernel.between(1, 3);
        const result = await step('append', () => log.append(stream, expected, events), slow);
        if (trouble === 'lost') throw new EventStoreUnavailable(10_000, undefined);
        return result;
      },
      readStream: async function* (stream, from = 0) {
        yield* await step('readStream', () => log.stream(stream).slice(from));
      },
      readAll: async function* (after) {
        yield* await step('readAll', () => log.all.slice(Number(after ?? 0)).map(({ event }) => event));
      },
      subscribe: ({ after }) => follow(after),
      comparePositions: (a, b) => Number(a) - Number(b),
      close: async () => undefined,
    };
  }

  private async *follow(after: string | undefined): AsyncGenerator<SubscriptionItem> {
    const { log, kernel } = this.world;
    let read = Number(after ?? 0);
    let isCaughtUp = false;
    for (;;) {
      await this.turn(kernel.between(0, 5));
      const end = log.all.length;
      for (const { event } of log.all.slice(read, end)) yield { kind: 'event', event };
      read = end;
      if (!isCaughtUp) yield { kind: 'caughtUp', position: String(read) };
      isCaughtUp = true;
      if (read === log.all.length) await log.next();
    }
  }

  /** The vault compresses on other threads: virtual time stands still until it has done, or its process has died. */
  private async atOnce<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.isDead) await NEVER;
    this.atWork += 1;
    this.world.kernel.holdUntil(() => this.atWork === 0 || this.isDead);
    try {
      return await work();
    } finally {
      this.atWork -= 1;
    }
  }

  private timeless(vault: Vault): Vault {
    const at = <Result>(work: () => Promise<Result>) => this.atOnce(work);
    const items = <Item>(source: AsyncIterable<Item>) => this.timelessItems(source);
    const reader = (snapshot: SnapshotReader): SnapshotReader => ({
      root: snapshot.root,
      get: (key) => at(() => snapshot.get(key)),
      scan: (prefix) => items(snapshot.scan(prefix)),
      counts: () => at(() => snapshot.counts()),
    });
    const editor = (edit: SnapshotEditor): SnapshotEditor => ({
      put: (key, value) => edit.put(key, value),
      delete: (key) => edit.delete(key),
      clear: (prefix) => edit.clear(prefix),
      room: () => at(() => edit.room()),
      commit: () => at(() => edit.commit()),
    });
    return {
      snapshot: (root) => reader(vault.snapshot(root)),
      edit: (base) => editor(vault.edit(base)),
      diff: (before, after, prefixes) => items(vault.diff(before, after, prefixes)),
      verify: (root) => at(() => vault.verify(root)),
      sweep: (retained) => at(() => vault.sweep(retained)),
      readReference: (name) => at(() => vault.readReference(name)),
      writeReference: (name, text) => at(() => vault.writeReference(name, text)),
    };
  }

  private async *timelessItems<Item>(source: AsyncIterable<Item>): AsyncGenerator<Item> {
    const iterator = source[Symbol.asyncIterator]();
    for (;;) {
      const read = await this.atOnce(() => iterator.next());
      if (read.done === true) return;
      yield read.value;
    }
  }
}
