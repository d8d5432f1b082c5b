import {
  CATALOGUE,
  decodeObject,
  isLink,
  objectKey,
  parseKey,
  sameAttribute,
  sameLinkValue,
  type DirectoryObject,
  type Json,
  type LinkRef,
  type ObjectRef,
} from '#catalogue';
import type { TenantChange } from '#directory';
import type { MapHead } from '../../libs/directory/src/head.contract.js';

/** The changes that lead from one state of a tenant back to another, as far as Graph lets them be made. */
export function changesBack(now: MapHead, target: MapHead): readonly TenantChange[] {
  const keys = new Set([...now.entries.keys(), ...target.entries.keys()]);
  const changed = [...keys].filter((key) => now.entries.get(key) !== target.entries.get(key));
  return changed.flatMap((key): readonly TenantChange[] => {
    const ref = parseKey(key);
    const [before, after] = [now.entries.get(key), target.entries.get(key)];
    if (!isLink(ref)) return objectBack(ref, before, after);
    return isLive(target, ref) ? linkBack(ref, before, after) : [];
  });
}

/** Links of an object that is deleted again go with it. */
function isLive({ entries }: MapHead, { type, id }: ObjectRef): boolean {
  const text = entries.get(objectKey({ type, id }));
  return text !== undefined && decodeObject(type, id, text).lifecycle === 'live';
}

function linkBack(
  link: LinkRef,
  now: string | undefined,
  target: string | undefined,
): readonly TenantChange[] {
  if (target === undefined) return [{ change: 'removeLink', link }];
  if (now === undefined) return [{ change: 'addLink', link, value: target }];
  return sameLinkValue(link, now, target) ? [] : [{ change: 'updateLink', link, value: target }];
}

function objectBack(
  object: ObjectRef,
  now: string | undefined,
  target: string | undefined,
): readonly TenantChange[] {
  if (now === undefined) return [];
  const present = decodeObject(object.type, object.id, now);
  const wanted = target === undefined ? undefined : decodeObject(object.type, object.id, target);
  if (wanted?.lifecycle === 'live' && present.lifecycle === 'softDeleted')
    return [{ change: 'restore', object }];
  if (present.lifecycle === 'live' && wanted?.lifecycle !== 'live') return [{ change: 'softDelete', object }];
  const set = wanted && present.lifecycle === 'live' ? differing(present, wanted) : {};
  return Object.keys(set).length > 0 ? [{ change: 'update', object, set }] : [];
}

function differing(present: DirectoryObject, wanted: DirectoryObject): Readonly<Record<string, Json>> {
  const compared = CATALOGUE[present.type].attributes.filter(({ role }) => role === 'compared');
  return Object.fromEntries(
    compared
      .map(
        ({ name, absent }) =>
          [name, present.attributes[name] ?? absent, wanted.attributes[name] ?? absent] as const,
      )
      .filter(([name, one, other]) => !sameAttribute(present.type, name, one, other))
      .map(([name, , value]) => [name, value]),
  );
}
