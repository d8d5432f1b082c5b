import type { LinkRef, ObjectRef } from '#catalogue';
import type { TenantChange } from '../../directory.js';
import type { graphError, Script } from '../scripted-graph.contract.js';

/** Changes and scripts that the specs of writing share. */

export const never = new AbortController().signal;
export const user = (id: string): ObjectRef => ({ type: 'user', id });
export const group: ObjectRef = { type: 'group', id: 'g1' };
export const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `m${index + 1}`);
export const member = (target: string, id = 'g1'): LinkRef => ({
  type: 'group',
  id,
  link: 'members',
  target,
});
export const add = (link: LinkRef): TenantChange => ({ change: 'addLink', link, value: '' });
export const remove = (link: LinkRef): TenantChange => ({ change: 'removeLink', link });

/** The same answer to everything, whether it comes alone or in a batch. */
export const always =
  (status: number, body?: ReturnType<typeof graphError>, headers: Record<string, string> = {}): Script =>
  ({ path }) =>
    path.endsWith('$batch') ? undefined : { status, headers, ...(body && { body }) };
