import { objectKey, type ObjectRef } from '#catalogue';
import { DirectoryUnavailableError, type AuditRecord, type AuditsEnd } from '#directory';
import {
  applicationNeeds,
  type ApplicationNeed,
  type Attribution,
  type Change,
  type ReportAttribution,
} from '#protection';
import type { Root, SnapshotReader } from '#vault';
import type { JobContext } from './job-context.js';
import { roleHolders } from './role-holders.js';

/** At most so many entries of the audit log are read for a report: at Graph's limit, some twenty seconds for each ten thousand. */
const MOST_RECORDS = 100_000;
/** At most so many doings are kept of one object. */
const MOST_DOINGS = 20;

/** A changed object, and what is known of it when the changes have been found. */
export interface ChangedObject extends ObjectRef {
  readonly isSensitive: boolean;
  readonly isRoleAssignable: boolean;
}

/** What is kept of a change beside the two states: who made it, and what the recovering application needs. */
interface Notes {
  readonly madeBy: readonly Attribution[];
  readonly needs: readonly ApplicationNeed[];
}

/**
 * Reads who made the changes out of the tenant's audit log, and who of the changed holds directory roles, and keeps it
 * beside the snapshots. What cannot be read is said so and never fails the report.
 */
export async function attribute(
  context: JobContext,
  { changed, headRoot, from, until }: AttributionRequest,
): Promise<ReportAttribution | undefined> {
  if (changed.length === 0) return undefined;
  const told = new Map<string, Doings>();
  const wanted = new Set(changed.map(({ id }) => id.toLowerCase()));
  const end = await readInto(context, { wanted, told }, from, until);
  const holders = changed.some(({ isSensitive }) => isSensitive)
    ? await roleHolders(context, headRoot)
    : new Set<string>();
  const editor = context.vault.edit(undefined);
  let known = 0;
  for (const { isSensitive, isRoleAssignable, ...ref } of changed) {
    const madeBy = told.get(ref.id.toLowerCase())?.latestFirst() ?? [];
    const needs = applicationNeeds(isSensitive, { holdsRole: holders.has(ref.id), isRoleAssignable });
    if (madeBy.length === 0 && needs.length === 0) continue;
    editor.put(objectKey(ref), JSON.stringify({ madeBy, needs } satisfies Notes));
    known += 1;
    await editor.room();
  }
  return {
    root: known === 0 ? null : await editor.commit(),
    gap: end.whole ? null : end.cause,
    until: until.toISOString(),
  };
}

interface AttributionRequest {
  readonly changed: readonly ChangedObject[];
  readonly headRoot: Root;
  readonly from: Date;
  readonly until: Date;
}

/** The notes of a report, asked change by change. */
export class ReportNotes {
  constructor(private readonly told: SnapshotReader | undefined) {}

  /** The change with what is known beside it. */
  async noted(change: Change): Promise<Change> {
    const text = await this.told?.get(objectKey(change));
    if (text === undefined) return change;
    const { madeBy, needs } = JSON.parse(text) as Notes;
    return { ...change, ...(madeBy.length > 0 && { madeBy }), ...(needs.length > 0 && { needs }) };
  }
}

type Ending = AuditsEnd | { readonly whole: false; readonly cause: 'notSupported' };

async function readInto(
  { directory, signal }: JobContext,
  { wanted, told }: { readonly wanted: ReadonlySet<string>; readonly told: Map<string, Doings> },
  from: Date,
  until: Date,
): Promise<Ending> {
  if (!directory.audits) return { whole: false, cause: 'notSupported' };
  try {
    const records = directory.audits({ from, until, atMost: MOST_RECORDS }, signal);
    let next = await records.next();
    while (!next.done) {
      for (const target of new Set(next.value.targets))
        if (wanted.has(target)) doingsOf(told, target).add(next.value);
      next = await records.next();
    }
    return next.value;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DirectoryUnavailableError)) throw error;
    return { whole: false, cause: 'error' };
  }
}

function doingsOf(told: Map<string, Doings>, id: string): Doings {
  const known = told.get(id) ?? new Doings();
  told.set(id, known);
  return known;
}

/** What was done to one object, by whom: told newest first, so what does not fit is the oldest. */
class Doings {
  private readonly doings = new Map<string, Attribution>();

  add({ actor, activity, at }: AuditRecord): void {
    const key = JSON.stringify([actor.kind, actor.id ?? actor.name, activity]);
    const known = this.doings.get(key);
    if (known) this.doings.set(key, doneAgain(known, at));
    else if (this.doings.size < MOST_DOINGS) this.doings.set(key, { actor, activity, at, count: 1 });
  }

  latestFirst(): readonly Attribution[] {
    return [...this.doings.values()].sort((one, other) => (one.at < other.at ? 1 : -1));
  }
}

function doneAgain(known: Attribution, at: string): Attribution {
  const { firstAt = known.at } = known;
  return {
    ...known,
    at: known.at > at ? known.at : at,
    firstAt: firstAt < at ? firstAt : at,
    count: known.count + 1,
  };
}
