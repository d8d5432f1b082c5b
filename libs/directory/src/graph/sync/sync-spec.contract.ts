import {
  decodeObject,
  encodeObject,
  fromGraph,
  objectKey,
  selectedProperties,
  type ObjectType,
} from '#catalogue';
import type { MapHead } from '../../head.contract.js';
import type { GraphDirectoryOptions } from '../index.js';
import { graphError, scriptedGraph } from '../scripted-graph.contract.js';
import { tenantOf, type Lists } from './scripted-lists.contract.js';
import { writeToken } from './sync-token.js';

/** What the specs of syncing share. */

/** A token from which the delta queries of these types go on, as of the scripted clock's beginning. */
export const tokenOf = (paths: Partial<Record<ObjectType, string>>, live = 1): string =>
  writeToken(
    'tenant',
    new Map(
      Object.entries(paths).map(([type, deltaPath]) => [
        type as ObjectType,
        {
          properties: selectedProperties(type as ObjectType).join(','),
          live,
          deltaPath,
          readAt: '2026-11-23T00:00:00.000Z',
        },
      ]),
    ),
  );
export const open = (lists: Lists, options: Partial<GraphDirectoryOptions> = {}) =>
  scriptedGraph(tenantOf(lists), options);
export const stateOf = (head: MapHead, type: ObjectType, id: string) => {
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
