import { CATALOGUE, type Json, type JsonObject, type ObjectRef } from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { objectPath } from '../graph-paths.js';
import { readLive } from '../read/read-state.js';
import type { GraphRequest } from '../request/graph-request.js';
import { graphValues } from './graph-values.js';
import { APPLIED, failedReadOutcome, refused, UNCHANGED, writeOutcome } from './outcomes.js';
import { patienceEnd, readerOf, sendPatiently, type WriteContext } from './write-context.js';
import { ACTIONS, brokenRule, KINDS, writeVersion } from './write-rules.js';

type Values = Readonly<Record<string, Json>>;

/** Writes attributes of an object. What Graph is known not to take is refused without sending any of them. */
export async function updateObject(
  context: WriteContext,
  object: ObjectRef,
  set: Values,
): Promise<ChangeOutcome> {
  const names = Object.keys(set);
  if (names.length === 0) return UNCHANGED;
  const locked = CATALOGUE[object.type].attributes.find(
    ({ name, role }) => role !== 'compared' && name !== '@odata.type' && names.includes(name),
  );
  if (locked) return refused('readOnly', `Microsoft Graph does not let ${locked.name} be written.`);
  const broken = brokenRule(object.type, set);
  if (broken) return refused(broken.code, broken.message);
  try {
    const kind = await kindOf(context, object, set);
    return await sendInOrder(context, object, updateRequests(object, { ...set, ...kind }));
  } catch (error) {
    return failedReadOutcome(error);
  }
}

async function sendInOrder(
  context: WriteContext,
  { id }: ObjectRef,
  requests: readonly GraphRequest[],
): Promise<ChangeOutcome> {
  const until = patienceEnd(context);
  for (const request of requests) {
    const outcome = writeOutcome(await sendPatiently(context, request, { ids: [id], until }));
    if (outcome.outcome !== 'applied') return outcome;
  }
  return APPLIED;
}

function updateRequests(object: ObjectRef, set: Values): readonly GraphRequest[] {
  const actions = ACTIONS[object.type] ?? {};
  const values = graphValues(object.type, set);
  const patched = Object.fromEntries(Object.entries(values).filter(([name]) => !(name in actions)));
  const own = Object.entries(actions).filter(([name]) => name in values);
  return [
    ...(Object.keys(patched).length === 0 ? [] : [patchRequest(object, patched)]),
    ...own.map(([name, action]): GraphRequest => {
      const path = `${objectPath(object)}/${action}`;
      const body = { [name]: values[name] ?? null };
      return { method: 'POST', path, lane: CATALOGUE[object.type].lane, effect: 'write', body };
    }),
  ];
}

/** A PATCH of an object with values as Graph takes them. */
export function patchRequest(object: ObjectRef, body: JsonObject): GraphRequest {
  const path = objectPath(object, writeVersion(object.type, Object.keys(body)));
  return { method: 'PATCH', path, lane: CATALOGUE[object.type].lane, effect: 'write', body };
}

/** The `@odata.type` that a PATCH must carry, told by its attributes where they can. */
async function kindOf(context: WriteContext, object: ObjectRef, set: Values): Promise<Values> {
  const kinds = KINDS[object.type];
  if (kinds === undefined || '@odata.type' in set) return {};
  const told = Object.keys(set).flatMap((name) => kinds[name] ?? [])[0];
  const kind = told ?? (await readLive(readerOf(context), object))?.attributes['@odata.type'];
  return kind === undefined ? {} : { '@odata.type': kind };
}
