/** Numbers of entries by family. */
export type FamilyCounts = ReadonlyMap<string, number>;

/** The most families that one snapshot may have: counts stand in every index chunk, so they must stay few. */
export const MAX_FAMILIES = 1024;

/** The family of a key: its even segments, `group/<id>/members/<id>` → `group/members`. */
export function familyOf(key: string): string {
  const first = key.indexOf('/');
  if (first < 0) return key;
  const second = key.indexOf('/', first + 1);
  if (second < 0) return key.slice(0, first);
  const third = key.indexOf('/', second + 1);
  if (third < 0) return key.slice(0, first) + key.slice(second);
  if (!key.includes('/', third + 1)) return key.slice(0, first) + key.slice(second, third);
  return key
    .split('/')
    .filter((_, place) => place % 2 === 0)
    .join('/');
}

/** Counts the families of a leaf's keys. */
export function countFamilies(keys: readonly string[]): FamilyCounts {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const family = familyOf(key);
    counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  return counts;
}

/** Adds up the counts of several chunks. */
export function sumFamilies(all: Iterable<FamilyCounts>): FamilyCounts {
  const sum = new Map<string, number>();
  for (const counts of all)
    for (const [family, count] of counts) sum.set(family, (sum.get(family) ?? 0) + count);
  return sum;
}
