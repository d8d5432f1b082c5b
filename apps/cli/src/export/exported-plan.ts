import { isObjectType, type Json } from '#catalogue';
import type { PlanHeader, StepOfPlan } from '#interchange';
import type { PlannedStep } from '#protection';
import { PlanDetailsDocument, PlannedStepsDocument, type PlannedStepsQuery } from '../api/generated.js';
import { CommandEnd, EXIT } from '../exit-codes.js';
import { paged } from '../session/paged.js';
import type { Session } from '../session/session.js';
import { scopeOfParts } from './scope-of-parts.js';

type Row = NonNullable<NonNullable<PlannedStepsQuery['recovery']>['plan']>['steps']['nodes'][number];

/** A plan as the server tells it, step by step. */
export async function exportedPlan(
  { connection }: Session,
  id: string,
): Promise<{ readonly header: PlanHeader; readonly steps: AsyncIterable<StepOfPlan> }> {
  const { recovery } = await connection.ask(PlanDetailsDocument, { id });
  if (!recovery?.plan)
    throw new CommandEnd(EXIT.refused, 'PlanNotFound', 'There is no such plan. Check the id, or freeze one.');
  const header: PlanHeader = {
    tenantId: recovery.tenant.id,
    recoveryId: recovery.id,
    backupId: recovery.backup?.id ?? null,
    scope: scopeOfParts(recovery.scope),
    dryRun: recovery.dryRun,
    steps: recovery.plan.stepCount,
    excluded: Object.fromEntries(recovery.excluded.map(({ reason, count }) => [reason, count])),
  };
  const rows = paged(async (after) => {
    const answer = await connection.ask(PlannedStepsDocument, { id, after });
    return answer.recovery?.plan?.steps;
  });
  return { header, steps: stepsOf(rows) };
}

async function* stepsOf(rows: AsyncIterable<Row>): AsyncGenerator<StepOfPlan> {
  let number = 0;
  for await (const row of rows) {
    yield { number, step: stepOf(row) };
    number += 1;
  }
}

function stepOf({
  stage,
  objectType,
  objectId: id,
  action,
  attributes,
  link,
  linkWanted,
  linkSeen,
}: Row): PlannedStep {
  if (!isObjectType(objectType))
    throw new CommandEnd(
      EXIT.failed,
      'NotUnderstood',
      'The server plans with objects that this version does not know.',
    );
  const object = { type: objectType, id };
  if (link) {
    const ref = { ...object, link: link.name, target: link.target };
    const [value, seen] = [linkWanted ?? '', linkSeen ?? ''];
    if (link.change === 'add') return { step: 'addLink', link: ref, value, stage };
    return link.change === 'update'
      ? { step: 'updateLink', link: ref, value, seen, stage }
      : { step: 'removeLink', link: ref, seen, stage };
  }
  const set = Object.fromEntries(attributes.map(({ name, wanted }) => [name, (wanted ?? null) as Json]));
  if (action === 'create') return { step: action, object, set, stage };
  if (action !== 'update') return { step: action, object, stage };
  const seen = attributes
    .filter(({ wasSeen }) => wasSeen)
    .map((each) => [each.name, (each.seen ?? null) as Json]);
  return seen.length === attributes.length
    ? { step: 'update', object, set, seen: Object.fromEntries(seen) as typeof set, stage }
    : { step: 'reconcile', object, set, stage };
}
