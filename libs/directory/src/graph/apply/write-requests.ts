import {
  attributeEntry,
  CATALOGUE,
  isJsonObject,
  type Json,
  type JsonObject,
  type ObjectRef,
} from '#catalogue';
import { objectPath } from '../graph-paths.js';
import type { GraphRequest } from '../request/graph-request.js';
import { graphValues } from './graph-values.js';

type Values = Readonly<Record<string, Json>>;

/** The requests that write attributes, each by the way that the catalogue says. Collections are not among them. */
export function writeRequests(object: ObjectRef, set: Values): readonly GraphRequest[] {
  const values = graphValues(object.type, set);
  const patched: Record<string, Json> = {};
  const own: GraphRequest[] = [];
  for (const [name, value] of Object.entries(values)) {
    const request = ownRequest(object, name, value);
    if (request) own.push(request);
    else if (attributeEntry(object.type, name)?.write.by !== 'collection') patched[name] = value;
  }
  return [...(Object.keys(patched).length === 0 ? [] : [patchRequest(object, patched)]), ...own];
}

/** A PATCH of an object with values as Graph takes them. */
export function patchRequest(object: ObjectRef, body: JsonObject): GraphRequest {
  const beta = Object.keys(body).some((name) => {
    const write = attributeEntry(object.type, name)?.write;
    return write?.by === 'patch' && write.version === 'beta';
  });
  return writing(object, 'PATCH', objectPath(object, beta ? 'beta' : 'v1.0'), body);
}

/** A request that writes below an object. */
export function writing(
  { type }: ObjectRef,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: JsonObject,
): GraphRequest {
  return { method, path, lane: CATALOGUE[type].lane, effect: 'write', ...(body && { body }) };
}

/** The request of an attribute that does not travel with the others. */
function ownRequest(object: ObjectRef, name: string, value: Json): GraphRequest | undefined {
  const entry = attributeEntry(object.type, name);
  if (entry?.write.by === 'action')
    return writing(object, 'POST', `${objectPath(object)}/${entry.write.action}`, { [name]: value });
  if (entry?.write.by === 'ownResource' && entry.read.by === 'ownResource') {
    const { version, path } = entry.read;
    return writing(object, 'PATCH', `${objectPath(object, version)}/${path}`, { [name]: value });
  }
  if (entry?.write.by === 'element' && entry.read.by === 'element') {
    const { collection, id } = entry.read;
    return writing(object, 'PATCH', `${objectPath(object)}/${collection}/${id}`, withoutId(value));
  }
  return undefined;
}

function withoutId(value: Json): JsonObject {
  return Object.fromEntries(
    Object.entries(isJsonObject(value) ? value : {}).filter(([name]) => name !== 'id'),
  );
}
