import { createHash, type Hash } from 'node:crypto';
import type { ObjectType } from '#catalogue';
import {
  DriftMatcher,
  massChangesOf,
  type Change,
  type DriftFinding,
  type DriftMassChange,
  type DriftWatch,
} from '#protection';
import type { Ids } from '#runtime';
import type { Vault } from '#vault';
import type { Acting } from '../acting.js';
import type { Aggregates } from '../aggregates.js';
import { reportedChanges } from '../reported-changes.js';

/** What judging a drift check takes. */
interface JudgingParts {
  readonly aggregates: Aggregates;
  readonly vault: Vault;
  readonly ids: Ids;
}

/**
 * Says what the tenant's drift check has found, once its report has ended; does nothing before. Can be done again, and by
 * several workers: the tenant takes one answer.
 */
export async function judgeDrift(
  { aggregates, vault, ids }: JudgingParts,
  tenantId: string,
  acting: Acting,
): Promise<void> {
  const { underWay, watch } = (await aggregates.tenant.load(tenantId)).state.drift;
  if (underWay === null) return;
  const { reportId } = underWay;
  const { status, backupRoot } = (await aggregates.differenceReport.load(reportId)).state;
  const names = { reportId, alarmId: ids.next() };
  if (status === 'completed' && backupRoot !== null && watch !== null) {
    const counts = await vault.snapshot(backupRoot).counts();
    const judged = await judge(watch, {
      changes: reportedChanges(aggregates, { of: () => vault }, reportId),
      objectsOf: (type) => counts[type] ?? 0,
    });
    await aggregates.tenant.execute(tenantId, { type: 'RecordDrift', ...names, ...judged }, acting);
  } else if (['completed', 'failed', 'cancelled', 'expired'].includes(status)) {
    const outcome = status === 'failed' ? 'failed' : 'cancelled';
    await aggregates.tenant.execute(tenantId, { type: 'EndDriftCheck', ...names, outcome }, acting);
  }
}

interface Judged {
  readonly findings: readonly DriftFinding[];
  readonly massChanges: readonly DriftMassChange[];
}

async function judge(
  watch: DriftWatch,
  {
    changes,
    objectsOf,
  }: { readonly changes: AsyncIterable<Change>; readonly objectsOf: (type: ObjectType) => number },
): Promise<Judged> {
  const tallies = watch.rules.map((rule) => new Tally(new DriftMatcher(rule)));
  const changed = new Map<ObjectType, number>();
  for await (const change of changes) {
    changed.set(change.type, (changed.get(change.type) ?? 0) + 1);
    for (const tally of tallies) tally.note(change);
  }
  return {
    findings: tallies.flatMap((tally) => tally.finding() ?? []),
    massChanges: massChangesOf(changed, objectsOf, watch.massChange),
  };
}

/** What one rule has found so far. */
class Tally {
  private objects = 0;
  private links = 0;
  private readonly digest: Hash = createHash('sha256');

  constructor(private readonly matcher: DriftMatcher) {}

  note(change: Change): void {
    const matched = this.matcher.match(change);
    if (matched === undefined) return;
    const { type, id, kind, attributes, links } = matched;
    const values = attributes.map(({ name, currentValue }) => [name, currentValue]);
    const ends = links.map(({ link, target, currentValue }) => [link, target, currentValue]);
    this.digest.update(JSON.stringify([type, id, kind, values, ends]));
    this.objects += 1;
    this.links += links.length;
  }

  finding(): DriftFinding | undefined {
    const { name, severity, atLeast = 1 } = this.matcher.rule;
    const { objects, links } = this;
    if (objects < atLeast) return undefined;
    return { rule: name, severity, objects, links, digest: this.digest.digest('hex') };
  }
}
