import type { Answer } from './product.js';

type State = Readonly<Record<string, readonly Answer[]>>;

/**
 * How two states of the simulated tenant differ, leaving out what a recovery must leave: objects created since,
 * which end as soft-deleted, and the links that lie with them.
 */
export function differences(backup: State, now: State): readonly string[] {
  const found: string[] = [];
  for (const kind of Object.keys(backup)) {
    const before = byIdentity(backup[kind] ?? []);
    const after = byIdentity(now[kind] ?? []);
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [then, present] = [before.get(key), after.get(key)];
      if (then === present) continue;
      if (then === undefined && isLeftover(kind, present, now)) continue;
      found.push(`${kind} ${key}: ${then ?? 'absent'} -> ${present ?? 'absent'}`);
    }
  }
  return found;
}

/** Two states of the simulated tenant are the same, to the letter. */
export function exactDifferences(one: State, other: State): readonly string[] {
  return Object.keys(one).flatMap((kind) => {
    const [before, after] = [byIdentity(one[kind] ?? []), byIdentity(other[kind] ?? [])];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
      before.get(key) === after.get(key) ? [] : [`${kind} ${key}: ${before.get(key)} -> ${after.get(key)}`],
    );
  });
}

function isLeftover(kind: string, text: string | undefined, now: State): boolean {
  const object = JSON.parse(text ?? '{}') as Answer;
  if (object['lifecycle'] === 'softDeleted') return true;
  if (kind !== 'members') return false;
  return (
    now['group']?.some(({ id, lifecycle }) => id === object['group'] && lifecycle === 'softDeleted') ?? false
  );
}

function byIdentity(objects: readonly Answer[] | Answer): ReadonlyMap<string, string> {
  const list = Array.isArray(objects) ? (objects as readonly Answer[]) : [objects as Answer];
  return new Map(list.map((object) => [identity(object), JSON.stringify(object)]));
}

/** Objects by id, memberships by group; a link has no name but itself. */
function identity(object: Answer): string {
  const name = object['id'] ?? object['group'];
  return typeof name === 'string' ? name : JSON.stringify(object);
}
