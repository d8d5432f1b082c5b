import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalValue, objectKey, type DirectoryObject, type Json } from '#catalogue';
import type { Change } from '#protection';
import { attributeCases, COMPARED, type AttributeCase } from './every-attribute/cases.js';
import { Scenario } from './every-attribute/scenario.js';

/** What Graph itself changes elsewhere when an application is changed: its principal takes it over. */
const TAKEN_OVER: Readonly<Record<string, string>> = {
  tags: 'tags',
  identifierUris: 'servicePrincipalNames',
};

/** What an application may not change, so that no intruder in this test can. */
const NOT_WRITABLE = COMPARED.filter(({ entry }) => entry.write.by === 'nothing');
const WRITABLE = COMPARED.filter(({ entry }) => entry.write.by !== 'nothing');
const nameOf = ({ type, entry }: Pick<AttributeCase, 'type' | 'entry'>): string => `${type}.${entry.name}`;

describe('every attribute of the catalogue', () => {
  let scenario: Scenario;
  let cases: readonly AttributeCase[];
  let recovered: ReadonlyMap<string, DirectoryObject>;
  let changed: readonly Change[];
  let undone: readonly Change[];

  beforeAll(async () => {
    scenario = await Scenario.open();
    const domain = await scenario.intruder.verifiedDomain();
    const objects = [...scenario.before.values()];
    cases = attributeCases(objects, domain).filter(({ entry }) => entry.write.by !== 'nothing');
    for (const each of cases) await scenario.intruder.change(each);
    changed = await scenario.report();
    await scenario.recover();
    recovered = await scenario.objectsNow();
    await scenario.undo();
    undone = await scenario.report();
  }, 120_000);

  afterAll(() => scenario.close());

  const changeOf = (changes: readonly Change[], { entry, object }: AttributeCase) =>
    changes
      .find((change) => objectKey(change) === objectKey(object))
      ?.attributes.find(({ name }) => name === entry.name);
  const valueIn = (objects: ReadonlyMap<string, DirectoryObject>, { entry, object }: AttributeCase): Json =>
    objects.get(objectKey(object))?.attributes[entry.name] ?? null;
  const caseOf = (name: string): AttributeCase => {
    const found = cases.find((each) => nameOf(each) === name);
    if (!found) throw new Error(`There is no case for ${name}.`);
    return found;
  };

  it.each(WRITABLE.map(nameOf))(
    '%s: the report shows the change, recovery takes it back, undo brings it again',
    (name) => {
      const each = caseOf(name);
      const original = valueIn(scenario.before, each);
      expect(changeOf(changed, each)?.backupValue).toEqual(original);
      expect(changeOf(undone, each)?.backupValue).toEqual(original);
      const is = (value: Json | undefined) => canonicalValue(each.entry, value ?? null);
      expect(is(changeOf(changed, each)?.currentValue)).toEqual(is(each.value));
      expect(is(valueIn(recovered, each))).toEqual(is(original));
      expect(is(changeOf(undone, each)?.currentValue)).toEqual(is(each.value));
    },
  );

  it('shows exactly what was changed, and what Graph changed with it', () => {
    const principals = [...scenario.before.values()].filter(({ type }) => type === 'servicePrincipal');
    const expected = cases.flatMap(({ type, entry, object }) => {
      const own = [`${objectKey(object)} ${entry.name}`];
      const takenOver = type === 'application' ? TAKEN_OVER[entry.name] : undefined;
      if (takenOver === undefined) return own;
      const principal = principals.find(
        ({ attributes }) => attributes['appId'] === object.attributes['appId'],
      );
      return principal ? [...own, `${objectKey(principal)} ${takenOver}`] : own;
    });
    const shown = changed.flatMap((change) =>
      change.attributes.map(({ name }) => `${objectKey(change)} ${name}`),
    );
    expect(shown.sort()).toEqual(expected.sort());
  });

  it.each(NOT_WRITABLE.map(nameOf))('%s says why it cannot be written', (name) => {
    const entry = NOT_WRITABLE.find((each) => nameOf(each) === name)?.entry;
    expect(entry?.write).toMatchObject({ by: 'nothing', message: expect.stringMatching(/\.$/) });
  });
});
