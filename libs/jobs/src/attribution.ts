import { objectKey, type ObjectRef } from '#catalogue';
import { DirectoryUnavailableError, type AuditRecord, type AuditsEnd } from '#directory';
import type { Attribution, ReportAttribution } from '#protection';
import type { SnapshotReader } from '#vault';
import type { JobContext } from './job-context.js';

/** At most so many entries of the audit log are read for a report: at Graph's limit, half a minute for each ten thousand. */
const MOST_RECORDS = 100_000;
/** At most so many doings are kept of one object. */
const MOST_DOINGS = 20;

/**
 * Reads who made the changes out of the tenant's audit log, and keeps it beside the snapshots. A log that cannot be read
 * is said so and never fails the report.
 */
export async function attribute(
  context: JobContext,
  {
    changed,
    from,
    until,
  }: { readonly changed: readonly ObjectRef[]; readonly from: Date; readonly until: Date },
): Promise<ReportAttribution | undefined> {
  if (changed.length === 0) return undefined;
  const told = new Map(changed.map(({ id }) => [id.toLowerCase(), new Doings()]));
  const end = await readInto(context, told, from, until);
  const editor = context.vault.edit(undefined);
  let known = 0;
  for (const ref of changed) {
    const doings = told.get(ref.id.toLowerCase());
    if (doings === undefined || doings.isEmpty) continue;
    editor.put(objectKey(ref), JSON.stringify(doings.latestFirst()));
    known += 1;
    await editor.room();
  }
  return {
    root: known === 0 ? null : await editor.commit(),
    gap: end.whole ? null : end.cause,
    until: until.toISOString(),
  };
}

/** Who made the changes of a report, asked in key order. */
export class Attributions {
  constructor(private readonly told: SnapshotReader | undefined) {}

  async of(ref: ObjectRef): Promise<readonly Attribution[]> {
    const text = await this.told?.get(objectKey(ref));
    return text === undefined ? [] : (JSON.parse(text) as Attribution[]);
  }
}

type Ending = AuditsEnd | { readonly whole: false; readonly cause: 'notSupported' };

async function readInto(
  { directory, signal }: JobContext,
  told: ReadonlyMap<string, Doings>,
  from: Date,
  until: Date,
): Promise<Ending> {
  if (!directory.audits) return { whole: false, cause: 'notSupported' };
  try {
    const records = directory.audits({ from, until, atMost: MOST_RECORDS }, signal);
    let next = await records.next();
    while (!next.done) {
      for (const target of new Set(next.value.targets)) told.get(target)?.add(next.value);
      next = await records.next();
    }
    return next.value;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DirectoryUnavailableError)) throw error;
    return { whole: false, cause: 'error' };
  }
}

/** What was done to one object, by whom: told newest first, so what does not fit is the oldest. */
class Doings {
  private readonly doings = new Map<string, Attribution>();

  get isEmpty(): boolean {
    return this.doings.size === 0;
  }

  add({ actor, activity, at }: AuditRecord): void {
    const key = JSON.stringify([actor.kind, actor.id ?? actor.name, activity]);
    const known = this.doings.get(key);
    if (known) this.doings.set(key, { ...known, at: known.at > at ? known.at : at, count: known.count + 1 });
    else if (this.doings.size < MOST_DOINGS) this.doings.set(key, { actor, activity, at, count: 1 });
  }

  latestFirst(): readonly Attribution[] {
    return [...this.doings.values()].sort((one, other) => (one.at < other.at ? 1 : -1));
  }
}
