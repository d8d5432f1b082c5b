import { attributeEntry, writeRefusal, type Json, type ObjectRef } from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { readLive } from '../read/read-state.js';
import type { GraphRequest } from '../request/graph-request.js';
import { KINDS } from './location-kinds.js';
import { APPLIED, failedReadOutcome, refused, UNCHANGED, writeOutcome } from './outcomes.js';
import { writeCollection } from './owned-collection.js';
import { patienceEnd, readerOf, sendPatiently, type WriteContext } from './write-context.js';
import { writeRequests } from './write-requests.js';

type Values = Readonly<Record<string, Json>>;

/** Writes attributes of an object. What Graph is known not to take is refused without sending any of them. */
export async function updateObject(
  context: WriteContext,
  object: ObjectRef,
  set: Values,
): Promise<ChangeOutcome> {
  const names = Object.keys(set);
  if (names.length === 0) return UNCHANGED;
  const broken = names
    .filter((name) => name !== '@odata.type')
    .map((name) => writeRefusal(object.type, name, set[name] ?? null))
    .find((refusal) => refusal !== undefined);
  if (broken) return refused(broken.code, broken.message);
  try {
    const kind = await kindOf(context, object, set);
    const outcome = await sendInOrder(context, object, writeRequests(object, { ...set, ...kind }));
    return outcome.outcome === 'applied' ? await writeCollections(context, object, set) : outcome;
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

async function writeCollections(
  context: WriteContext,
  object: ObjectRef,
  set: Values,
): Promise<ChangeOutcome> {
  for (const [name, items] of Object.entries(set)) {
    if (attributeEntry(object.type, name)?.write.by !== 'collection') continue;
    const outcome = await writeCollection(context, object, { name, items });
    if (outcome.outcome !== 'applied' && outcome.outcome !== 'unchanged') return outcome;
  }
  return APPLIED;
}

/** The `@odata.type` that a PATCH must carry, told by its attributes where they can. */
async function kindOf(context: WriteContext, object: ObjectRef, set: Values): Promise<Values> {
  const kinds = KINDS[object.type];
  if (kinds === undefined || '@odata.type' in set) return {};
  const told = Object.keys(set).flatMap((name) => kinds[name] ?? [])[0];
  const kind = told ?? (await readLive(readerOf(context), object))?.attributes['@odata.type'];
  return kind === undefined ? {} : { '@odata.type': kind };
}
