import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeObject, linkKey, objectKey, type LinkRef, type ObjectRef } from '#catalogue';
import type { NewEvent, RecordedEvent } from '#event-store';
import { openSqliteEventStore } from '#event-store/sqlite';
import { systemClock } from '#runtime';
import { openVaults } from '#vault';
import { localBlobs } from '#vault/local';
import { UnlimitedDirectory } from './recovery-directory.ts';
import { TENANT, withEngine } from './engine-run.ts';
import type { RecoverySizes } from './recovery-tenant.ts';

type Figures = Readonly<Record<string, number>>;

const MEMBERS_OF_A_GROUP = 1_000;

/**
 * How fast the whole engine recovers where the tenant sets no limit: sync, plan, intents and outcomes, over the durable
 * log and a vault on disk. The floor is what the same log takes for the same events and nothing else.
 */
export async function benchEngine(sizes: RecoverySizes): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'known-good-bench-'));
  const store = openSqliteEventStore({ file: join(folder, 'events.sqlite') });
  const directory = new UnlimitedDirectory();
  fill(directory, sizes);
  const blobs = await localBlobs(folder);
  const clock = systemClock;
  const vault = openVaults({ blobs, key: Buffer.alloc(32, 7), clock }).of(TENANT);
  const withoutEngineMb = peakRssMb();
  try {
    const recovery = await withEngine({ store, clock, vault, directory }, async (engine) => {
      const backup = await engine.backUp();
      damage(directory, sizes);
      return engine.recover(backup);
    });
    const enginePeakMb = peakRssMb();
    const events = await Array.fromAsync(store.readStream(`recovery-${recovery}`));
    const floor = await secondsToAppend(join(folder, 'floor.sqlite'), events);
    return {
      ...figuresOf(events, sizes.objects + sizes.members, floor),
      without_engine_mb: withoutEngineMb,
      engine_peak_mb: enginePeakMb,
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const idOf = (kind: number, index: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
const userAt = (index: number): ObjectRef => ({ type: 'user', id: idOf(1, index) });
const memberAt = (index: number): LinkRef => ({
  type: 'group',
  id: idOf(2, Math.floor(index / MEMBERS_OF_A_GROUP)),
  link: 'members',
  target: idOf(1, index % MEMBERS_OF_A_GROUP),
});

function fill(directory: UnlimitedDirectory, { objects, members }: RecoverySizes): void {
  const put = (object: ObjectRef, attributes: Readonly<Record<string, string | boolean>>): void => {
    directory.state.set(objectKey(object), encodeObject({ ...object, lifecycle: 'live', attributes }));
  };
  for (let index = 0; index < Math.max(objects, MEMBERS_OF_A_GROUP); index += 1)
    put(userAt(index), { displayName: `User ${index}`, department: 'Sales', accountEnabled: true });
  for (let index = 0; index < members; index += 1) {
    if (index % MEMBERS_OF_A_GROUP === 0)
      put(
        { type: 'group', id: memberAt(index).id },
        { displayName: `Group ${index}`, securityEnabled: true },
      );
    directory.add(memberAt(index));
  }
}

function damage(directory: UnlimitedDirectory, { objects, members }: RecoverySizes): void {
  for (let index = 0; index < objects; index += 1) directory.update(userAt(index), { department: 'None' });
  for (let index = 0; index < members; index += 1) directory.state.delete(linkKey(memberAt(index)));
}

/** The same events, appended as the engine appended them: what was written together has one moment. */
async function secondsToAppend(file: string, events: readonly RecordedEvent[]): Promise<number> {
  const store = openSqliteEventStore({ file });
  const began = performance.now();
  let revision: number | 'noStream' = 'noStream';
  for (const batch of batchesOf(events)) {
    const appended = await store.append('recovery-floor', revision, batch);
    if (!appended.appended) throw new Error('A sole writer met a conflict.');
    revision = (revision === 'noStream' ? -1 : revision) + batch.length;
  }
  await store.close();
  return (performance.now() - began) / 1_000;
}

function batchesOf(events: readonly RecordedEvent[]): readonly (readonly NewEvent[])[] {
  const batches: NewEvent[][] = [];
  let kind = '';
  for (const { id, type, data, metadata } of events) {
    const same = `${type} ${metadata.at}`;
    const last = batches.at(-1);
    if (last && same === kind) last.push({ id, type, data, metadata });
    else batches.push([{ id, type, data, metadata }]);
    kind = same;
  }
  return batches;
}

function figuresOf(events: readonly RecordedEvent[], changes: number, floor: number): Figures {
  const at = (type: string): number =>
    Date.parse(events.find((event) => event.type === type)?.metadata.at ?? '');
  const lastAt = Date.parse(events.findLast(({ type }) => type === 'RecoveryStepApplied')?.metadata.at ?? '');
  const applied = events.filter(({ type }) => type === 'RecoveryStepApplied').length;
  if (applied !== changes) throw new Error(`${applied} of ${changes} changes were applied.`);
  const applySeconds = (lastAt - at('RecoveryPlanned')) / 1_000;
  const jobSeconds = (lastAt - at('RecoveryRequested')) / 1_000;
  return {
    sync_seconds: (at('RecoveryStarted') - at('RecoveryRequested')) / 1_000,
    plan_seconds: (at('RecoveryPlanned') - at('RecoveryStarted')) / 1_000,
    apply_seconds: applySeconds,
    log_alone_seconds: Number(floor.toFixed(3)),
    applied_per_second: Math.round(changes / applySeconds),
    changes_per_second: Math.round(changes / jobSeconds),
    ratio: Number((floor / applySeconds).toFixed(3)),
  };
}

const peakRssMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
