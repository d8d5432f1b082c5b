import { CATALOGUE_VERSION, decodeObject, encodeObject, fromGraph, objectKey } from '#catalogue';
import type { MapHead } from '../../head.contract.js';
import { graphError, scriptedGraph } from '../scripted-graph.contract.js';
import { tenantOf, type Lists } from './scripted-lists.contract.js';

/** What the specs of syncing share. */

export const tokenOf = (paths: Record<string, string>): string =>
  JSON.stringify({ version: 1, tenantId: 'tenant', catalogue: CATALOGUE_VERSION, paths });
export const open = (lists: Lists) => scriptedGraph(tenantOf(lists));
export const stateOf = (head: MapHead, type: 'user' | 'group', id: string) => {
  const text = head.entries.get(objectKey({ type, id }));
  return text === undefined ? undefined : decodeObject(type, id, text);
};
export const known = (
  type: 'user' | 'group',
  id: string,
  lifecycle: 'live' | 'softDeleted' = 'live',
): [string, string] => [
  objectKey({ type, id }),
  encodeObject(fromGraph(type, id, lifecycle, { displayName: 'known' })),
];
export const FORBIDDEN = {
  status: 403,
  body: graphError('Authorization_RequestDenied', 'Insufficient privileges'),
};
export const member = (id: string, type = 'user') => ({ '@odata.type': `#microsoft.graph.${type}`, id });
export const gone = (id: string) => ({ ...member(id), '@removed': { reason: 'deleted' } });
