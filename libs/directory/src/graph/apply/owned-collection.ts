import {
  attributeEntry,
  jsonObjects,
  sameAttribute,
  type Json,
  type JsonObject,
  type ObjectRef,
} from '#catalogue';
import type { ChangeOutcome } from '../../directory.js';
import { isObjectId, objectPath } from '../graph-paths.js';
import type { GraphRequest } from '../request/graph-request.js';
import { readEntries } from '../request/read-pages.js';
import { APPLIED, failedReadOutcome, UNCHANGED, writeOutcome } from './outcomes.js';
import { readerOf, type WriteContext } from './write-context.js';
import { writing } from './write-requests.js';

/**
 * Brings a collection below an object to the wanted items: makes those that are missing, removes those that are too
 * many. Items are told by their content, since Graph makes their ids. An item that differs is removed and made anew,
 * because what it is about can only be set when it is made.
 * https://learn.microsoft.com/graph/api/authenticationstrengthpolicy-post-combinationconfigurations
 */
export async function writeCollection(
  context: WriteContext,
  object: ObjectRef,
  { name, items }: { readonly name: string; readonly items: Json },
): Promise<ChangeOutcome> {
  const write = attributeEntry(object.type, name)?.write;
  if (write?.by !== 'collection') throw new Error(`${name} is no collection of its own.`);
  const path = `${objectPath(object)}/${write.path}`;
  try {
    const present = await readEntries(readerOf(context), path, { lane: 'identity' });
    const requests = differences(object, name, { path, present, wanted: jsonObjects(items) });
    for (const request of requests) {
      const outcome = writeOutcome(await context.client.send(request, context.signal));
      if (outcome.outcome !== 'applied') return outcome;
    }
    return requests.length === 0 ? UNCHANGED : APPLIED;
  } catch (error) {
    return failedReadOutcome(error);
  }
}

function differences(
  object: ObjectRef,
  name: string,
  { path, present, wanted }: { path: string; present: readonly JsonObject[]; wanted: readonly JsonObject[] },
): readonly GraphRequest[] {
  const isAmong = (items: readonly JsonObject[]) => (item: JsonObject) =>
    items.some((other) => sameAttribute(object.type, name, [item], [other]));
  const surplus = present.filter((item) => !isAmong(wanted)(item));
  const missing = wanted.filter((item) => !isAmong(present)(item));
  const madeByGraph = attributeEntry(object.type, name)?.madeByGraph ?? [];
  return [
    ...surplus.flatMap(({ id }) =>
      typeof id === 'string' && isObjectId(id) ? [writing(object, 'DELETE', `${path}/${id}`)] : [],
    ),
    ...missing.map((item) =>
      writing(
        object,
        'POST',
        path,
        Object.fromEntries(Object.entries(item).filter(([member]) => !madeByGraph.includes(member))),
      ),
    ),
  ];
}
