import { objectKey, writeChannel } from '#catalogue';
import { idsIn, restoreStage, updateStage, type PlannedStep } from '#protection';
import type { Comparison } from '../compute-changes.js';
import type { JobContext } from '../job-context.js';
import { madeEarlier } from './made-earlier.js';
import type { StoredPlan } from './make-plan.js';
import { PlanWriter } from './plan-writer.js';
import { recreatedLinks } from './recreated-links.js';
import { recreatedReferences } from './recreated-references.js';
import { appIdOf, ownIds, RecreationPlanning, type Candidate } from './recreation-planning.js';

/**
 * Plans how objects that are gone for good are made again: first themselves, in the order in which they name each other,
 * then what can be written only once they are there, their links, and what else named them. The plan has the old ids;
 * steps say which of them they await. What cannot be made again is left out, and counted by reason.
 */
export async function makeRecreationPlan(context: JobContext, comparison: Comparison): Promise<StoredPlan> {
  const planning = new RecreationPlanning(context, comparison);
  const gone = await planning.chosen();
  const earlier = await madeEarlier(context);
  const candidates = await planning.candidates(gone, earlier);
  const ids = new Set([...candidates.values()].flatMap(({ object }) => ownIds(object)));
  for (const [old] of earlier) if (planning.isThereAlready(old)) ids.add(old);
  const plan = PlanWriter.begin(context.vault);
  for (const candidate of candidates.values()) await plan.add(stepsOf(candidate, ids));
  const links = await recreatedLinks(planning, ids);
  await plan.add(links);
  const references = await recreatedReferences(planning, ids);
  await plan.add(references);
  const touched = new Set(references.flatMap((step) => ('object' in step ? [objectKey(step.object)] : [])));
  return {
    planRoot: await plan.commit(),
    steps: plan.size,
    changedObjects: candidates.size + touched.size,
    changedLinks: links.length,
    excluded: Object.fromEntries(planning.excluded),
  };
}

function stepsOf({ object, creation }: Candidate, ids: ReadonlySet<string>): readonly PlannedStep[] {
  const { type, id } = object;
  const ref = { type, id };
  const own = ownIds(object);
  const { set, afterwards } = creation;
  const appId = type === 'application' ? appIdOf(object) : undefined;
  const create: PlannedStep = {
    ...{ step: 'create', object: ref, set, stage: restoreStage(type) },
    ...(appId !== undefined && { appId }),
    awaits: [...idsIn({ ...set })].filter((named) => ids.has(named) && !own.includes(named)),
  };
  const channels = Map.groupBy(Object.entries(afterwards), ([name]) => writeChannel(type, name));
  const later = [...channels.values()].map((together): PlannedStep => {
    const values = Object.fromEntries(together);
    const named = [...idsIn(values)].filter((other) => ids.has(other));
    const awaits = [...new Set([id, ...named])];
    return { step: 'reconcile', object: ref, set: values, stage: updateStage(type), awaits };
  });
  return [create, ...later];
}
