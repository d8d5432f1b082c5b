import {
  isLink,
  parseKey,
  writeChannel,
  writeRefusal,
  type DirectoryObject,
  type Json,
  type ObjectType,
} from '#catalogue';
import {
  comparedAttributes,
  idsIn,
  isKnown,
  updateStage,
  withReferences,
  type PlannedStep,
} from '#protection';
import { decoded, readObject } from '../snapshot-object.js';
import type { RecreationPlanning } from './recreation-planning.js';

/** The types whose attributes name other objects. */
const NAMING: readonly ObjectType[] = [
  'conditionalAccessPolicy',
  'authenticationMethodPolicy',
  'application',
];

/**
 * What live objects say of objects that are made again, by the backup or still: it is written with the new ids, and
 * nothing else of it changes. Values and what was seen have the old ids.
 */
export async function recreatedReferences(
  { backup, current }: RecreationPlanning,
  ids: ReadonlySet<string>,
): Promise<readonly PlannedStep[]> {
  const steps: PlannedStep[] = [];
  if (ids.size === 0) return steps;
  for (const type of NAMING)
    for await (const { key, value } of backup.scan(`${type}/`)) {
      const ref = parseKey(key);
      if (isLink(ref) || ids.has(ref.id) || !names(value, ids)) continue;
      const [before, now] = [decoded(ref, value), await readObject(current, ref)];
      if (before && now?.lifecycle === 'live') steps.push(...stepsOf(before, now, ids));
    }
  return steps;
}

const names = (text: string, ids: ReadonlySet<string>): boolean => [...idsIn(text)].some((id) => ids.has(id));

function stepsOf(
  backup: DirectoryObject,
  present: DirectoryObject,
  ids: ReadonlySet<string>,
): readonly PlannedStep[] {
  const { type, id } = present;
  const written = comparedAttributes(type, backup, present)
    .filter((attribute) => isKnown(backup, attribute) && isKnown(present, attribute))
    .map(({ name }) => {
      const seen = present.attributes[name] ?? null;
      return { name, seen, wanted: withReferences(backup.attributes[name] ?? null, seen, ids) };
    })
    .filter(
      ({ name, wanted }) => named(wanted, ids).length > 0 && writeRefusal(type, name, wanted) === undefined,
    );
  const channels = Map.groupBy(written, ({ name }) => writeChannel(type, name));
  return [...channels.values()].map((together) => ({
    step: 'update',
    object: { type, id },
    set: Object.fromEntries(together.map(({ name, wanted }) => [name, wanted])),
    seen: Object.fromEntries(together.map(({ name, seen }) => [name, seen])),
    stage: updateStage(type),
    awaits: [...new Set(together.flatMap(({ wanted }) => named(wanted, ids)))],
  }));
}

const named = (value: Json, ids: ReadonlySet<string>): readonly string[] =>
  [...idsIn(value)].filter((id) => ids.has(id));
