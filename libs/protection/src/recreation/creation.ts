import {
  attributeEntry,
  keptAttributes,
  sameAttribute,
  writeRefusal,
  type AttributeEntry,
  type DirectoryObject,
  type Json,
  type ObjectType,
} from '#catalogue';
import { comparedAs, comparedAttributes, isKnown } from '../change/compare-attributes.js';
import type { AttributeValues } from '../plan/step.js';
import { lostForGood, type Loss } from './lost-for-good.js';
import { idsIn } from './mentioned-ids.js';

/** How an object that is gone for good is made again from what a backup holds of it. */
export interface Creation {
  /** What is said when it is made. */
  readonly set: AttributeValues;
  /** What is written once it is there: by requests of its own, or because it names the object itself. */
  readonly afterwards: AttributeValues;
  /** What comes back with another value, and why. */
  readonly altered: readonly Loss[];
  /** What does not come back. */
  readonly lost: readonly Loss[];
}

/** Where the value of an attribute goes. */
type Way =
  | { readonly way: 'set' | 'afterwards'; readonly value: Json; readonly why?: string }
  | { readonly way: 'lost'; readonly why: string }
  | { readonly way: 'nothing' };

/**
 * What of an object comes back, by the catalogue’s word on how each attribute is written. Users are made disabled, and
 * Conditional Access policies that were on in report-only mode: what is made anew must neither let anyone in nor shut
 * anyone out before someone has looked at it.
 */
export function creationOf(object: DirectoryObject): Creation {
  const set: Record<string, Json> = {};
  const afterwards: Record<string, Json> = {};
  const altered: Loss[] = [];
  const lost: Loss[] = [...lostForGood(object)];
  for (const [name, value] of valuesOf(object)) {
    const way = wayOf(object, name, value);
    if (way.way === 'nothing') continue;
    if (way.way === 'lost') {
      lost.push({ what: name, message: way.why });
      continue;
    }
    (way.way === 'set' ? set : afterwards)[name] = way.value;
    if (way.why !== undefined) altered.push({ what: name, message: way.why });
  }
  return { set, afterwards, altered, lost };
}

/** What the backup knows of an object, without what was empty. */
function valuesOf(object: DirectoryObject): readonly (readonly [string, Json])[] {
  const kept = keptAttributes(object.type);
  const known = new Set(kept.map(({ name }) => name));
  const unknown = comparedAttributes(object.type, object).filter(({ name }) => !known.has(name));
  return [...kept.map(comparedAs), ...unknown].flatMap((attribute): [string, Json][] => {
    const { name, absent } = attribute;
    if (!isKnown(object, attribute)) return [];
    const value = object.attributes[name] ?? absent;
    return sameAttribute(object.type, name, value, absent) ? [] : [[name, value]];
  });
}

function wayOf(object: DirectoryObject, name: string, value: Json): Way {
  const special = SPECIAL[object.type]?.[name]?.(value);
  if (special) return special;
  const entry = attributeEntry(object.type, name);
  if (entry?.write.by === 'creation') return { way: 'set', value };
  if (entry?.role === 'context' && entry.write.by === 'nothing') return { way: 'nothing' };
  if (entry?.role === 'readOnly') return { way: 'lost', why: 'Microsoft Graph sets this itself.' };
  const refusal = writeRefusal(object.type, name, value);
  if (refusal) return { way: 'lost', why: refusal.message };
  return { way: namesItself(object, value) || !goesWithOthers(entry) ? 'afterwards' : 'set', value };
}

/** Whether the attribute may be said in the request that makes the object. */
function goesWithOthers(entry: AttributeEntry | undefined): boolean {
  if (entry === undefined || entry.write.by === 'action') return true;
  return entry.write.by === 'patch' && entry.write.version === 'v1.0';
}

/** What names the object’s own ids can be written only once the new ones are known. */
function namesItself({ id, attributes: { appId } }: DirectoryObject, value: Json): boolean {
  const named = idsIn(value);
  return named.has(id) || (typeof appId === 'string' && named.has(appId.toLowerCase()));
}

const SPECIAL: Partial<Record<ObjectType, Readonly<Record<string, (value: Json) => Way | undefined>>>> = {
  user: {
    accountEnabled: (value) => ({
      way: 'set',
      value: false,
      ...(value === true && {
        why: 'The account is made disabled. Enable it once its user has a new password or a Temporary Access Pass.',
      }),
    }),
  },
  conditionalAccessPolicy: {
    state: (value) =>
      value === 'enabled'
        ? {
            way: 'set',
            value: 'enabledForReportingButNotEnforced',
            why: 'The policy is made in report-only mode. Turn it on once the sign-in logs show what it does.',
          }
        : undefined,
  },
  namedLocationPolicy: { '@odata.type': (value) => ({ way: 'set', value }) },
  servicePrincipal: {
    appId: (value) => ({ way: 'set', value }),
    // They follow from the application, and Graph makes most of them itself.
    servicePrincipalNames: (value) => ({ way: 'afterwards', value }),
    preferredTokenSigningKeyThumbprint: () => ({
      way: 'lost',
      why: 'The certificate is gone: make a new one for single sign-on, and give it to the application.',
    }),
  },
};
