import { CATALOGUE, linkEntry, objectKey, type ObjectTypeEntry } from '#catalogue';
import type { Step } from '#protection';
import { subjectOf } from './observed.js';
import type { NumberedStep } from './step-outcomes.js';

/** Steps that share one of the tenant's quotas of writes. */
export type Lane = ObjectTypeEntry['lane'];

/** Steps that are sent together. */
export interface Batch {
  readonly steps: readonly NumberedStep[];
  /** The writes that they take. */
  readonly writes: number;
}

/** What a batch may hold. */
export interface BatchLimits {
  readonly lane: Lane;
  readonly writes: number;
  /** Among so many batches what waits is shared out, so that few objects do not wait for each other in one. */
  readonly atOnce: number;
}

/**
 * Graph takes so many links of one object in one request: as one write where they are added, as one each where they are
 * removed. https://learn.microsoft.com/graph/api/group-post-members
 */
const LINKS_IN_A_REQUEST = 20;
/** The requests for one object go one after another, so a batch holds few of them. */
const REQUESTS_OF_ONE_OBJECT = 4;

interface Queue {
  readonly lane: Lane;
  steps: NumberedStep[];
}

/**
 * The steps of a stage that may be sent. Those of one object keep their order and are in one batch at a time: what has
 * been taken is busy until it is released. Objects take turns.
 */
export class WaitingSteps {
  private readonly ready: Readonly<Record<Lane, Map<string, Queue>>> = {
    identity: new Map(),
    conditionalAccess: new Map(),
  };
  private readonly busy = new Map<string, Queue>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(step: NumberedStep): void {
    this.queueOf(step).steps.push(step);
    this.count += 1;
  }

  /** Puts steps that have been taken back before all others of their objects. */
  giveBack(steps: readonly NumberedStep[]): void {
    for (const step of steps.toReversed()) this.queueOf(step).steps.unshift(step);
    this.count += steps.length;
  }

  /** The next batch of a lane; `undefined` where nothing is ready. */
  take({ lane, writes, atOnce }: BatchLimits): Batch | undefined {
    const ready = this.ready[lane];
    if (ready.size === 0) return undefined;
    const objects = Math.min(writes, Math.ceil(ready.size / atOnce));
    const taken = [...ready.entries().take(objects)].map(([key, queue]) => {
      ready.delete(key);
      this.busy.set(key, queue);
      return takeSteps(queue, Math.floor(writes / objects));
    });
    const steps = taken.flatMap((each) => each.steps);
    this.count -= steps.length;
    return { steps, writes: taken.reduce((sum, each) => sum + each.writes, 0) };
  }

  /** The objects of these steps may be written to again, but for those that `others` are about. */
  release(steps: readonly NumberedStep[], others: readonly NumberedStep[] = []): void {
    const held = new Set(others.map(keyOf));
    for (const key of new Set(steps.map(keyOf))) {
      if (held.has(key)) continue;
      const queue = this.busy.get(key);
      this.busy.delete(key);
      if (queue && queue.steps.length > 0) this.ready[queue.lane].set(key, queue);
    }
  }

  /** Takes all that waits, for good. */
  takeAll(): readonly NumberedStep[] {
    const queues = [
      ...this.busy.values(),
      ...Object.values(this.ready).flatMap((ready) => [...ready.values()]),
    ];
    const all = queues.flatMap(({ steps }) => steps);
    for (const ready of Object.values(this.ready)) ready.clear();
    this.busy.clear();
    this.count = 0;
    return all;
  }

  private queueOf(step: NumberedStep): Queue {
    const key = keyOf(step);
    const { lane } = CATALOGUE[subjectOf(step.step).type];
    const known = this.busy.get(key) ?? this.ready[lane].get(key);
    if (known) return known;
    const queue: Queue = { lane, steps: [] };
    this.ready[lane].set(key, queue);
    return queue;
  }
}

const keyOf = ({ step }: NumberedStep): string => objectKey(subjectOf(step));

/** Takes the next steps of one object, as far as `most` writes reach. */
function takeSteps(queue: Queue, most: number): Batch {
  const steps: NumberedStep[] = [];
  let [requests, writes, together] = [0, 0, 0];
  for (const each of queue.steps) {
    const before = steps.at(-1);
    const joins = before !== undefined && together < LINKS_IN_A_REQUEST && goTogether(before.step, each.step);
    const cost = joins && each.step.step === 'addLink' ? 0 : 1;
    if (writes + cost > most || (!joins && requests === REQUESTS_OF_ONE_OBJECT)) break;
    steps.push(each);
    writes += cost;
    requests += joins ? 0 : 1;
    together = joins ? together + 1 : 1;
  }
  queue.steps = queue.steps.slice(steps.length);
  return { steps, writes };
}

function goTogether(one: Step, other: Step): boolean {
  return isBareLink(one) && isBareLink(other) && one.step === other.step && one.link.link === other.link.link;
}

/** Whether the step adds or removes a link that is nothing but a reference. */
function isBareLink(step: Step): step is Extract<Step, { step: 'addLink' | 'removeLink' }> {
  if (step.step !== 'addLink' && step.step !== 'removeLink') return false;
  return linkEntry(step.link.type, step.link.link)?.entity === undefined;
}
