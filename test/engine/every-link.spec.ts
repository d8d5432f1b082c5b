import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CATALOGUE,
  linkKey,
  objectKey,
  OBJECT_TYPES,
  sameLinkValue,
  targetObjectId,
  type DirectoryObject,
  type LinkRef,
} from '#catalogue';
import type { Change } from '#protection';
import { lifecycleCases, type LifecycleCase } from './every-attribute/lifecycle-cases.js';
import { linkCases, type LinkCase } from './every-attribute/link-cases.js';
import { Scenario } from './every-attribute/scenario.js';

/** What there must be a case for: links that are bare can be added and removed, others changed as well. */
const LINK_CHANGES = OBJECT_TYPES.flatMap((type) =>
  CATALOGUE[type].links.flatMap(({ name, value }) =>
    ['added', 'removed', ...(value === 'none' ? [] : ['changed'])].map((what) => `${type}.${name} ${what}`),
  ),
);
const SOFT_DELETABLE = OBJECT_TYPES.filter((type) => CATALOGUE[type].deletedPath !== undefined);

describe('every link and every soft-deletable type of the catalogue', () => {
  let scenario: Scenario;
  let links: readonly LinkCase[];
  let lives: readonly LifecycleCase[];
  let changed: readonly Change[];
  let recoveredLinks: ReadonlyMap<string, string>;
  let recoveredObjects: ReadonlyMap<string, DirectoryObject>;
  let undone: readonly Change[];

  beforeAll(async () => {
    scenario = await Scenario.open();
    links = await linkCases(scenario);
    lives = await lifecycleCases(
      scenario,
      new Set(links.flatMap(({ link }) => [link.id, targetObjectId(link.target)])),
    );
    changed = await scenario.report();
    await scenario.recover();
    recoveredLinks = await scenario.linksNow();
    recoveredObjects = await scenario.objectsNow();
    await scenario.undo();
    undone = await scenario.report();
  }, 120_000);

  afterAll(() => scenario.close());

  const linkIn = (changes: readonly Change[], ref: LinkRef) =>
    changes
      .find((change) => objectKey(change) === objectKey(ref))
      ?.links.find(({ link, target }) => link === ref.link && target === ref.target);
  const lifeIn = (changes: readonly Change[], { type, id }: LifecycleCase) =>
    changes.find((change) => objectKey(change) === objectKey({ type, id }))?.kind;

  it.each(LINK_CHANGES)('%s: the report shows it, recovery takes it back, undo brings it again', (name) => {
    const each = links.find(({ link, what }) => `${link.type}.${link.link} ${what}` === name);
    if (!each) throw new Error(`There is no case for ${name}.`);
    const key = linkKey(each.link);
    const original = scenario.linksBefore.get(key) ?? null;
    expect(linkIn(changed, each.link)).toMatchObject({
      change: { added: 'remove', removed: 'add', changed: 'update' }[each.what],
      backupValue: original,
    });
    const recovered = recoveredLinks.get(key) ?? null;
    expect(recovered === original || sameLinkValue(each.link, recovered ?? '', original ?? '')).toBe(true);
    expect(recovered === null).toBe(original === null);
    expect(linkIn(undone, each.link)).toEqual(linkIn(changed, each.link));
  });

  it.each(SOFT_DELETABLE.flatMap((type) => [`${type} created`, `${type} softDeleted`]))(
    '%s: the report shows it, recovery takes it back, undo brings it again',
    (name) => {
      const each = lives.find(({ type, kind }) => `${type} ${kind}` === name);
      if (!each) throw new Error(`There is no case for ${name}.`);
      expect(lifeIn(changed, each)).toBe(each.kind);
      const lifecycle = recoveredObjects.get(objectKey(each))?.lifecycle;
      expect(lifecycle).toBe(each.kind === 'created' ? 'softDeleted' : 'live');
      expect(lifeIn(undone, each)).toBe(each.kind);
    },
  );

  it('shows exactly what was changed', () => {
    const shown = changed.flatMap((change) => [
      ...(change.kind === 'modified' ? [] : [`${objectKey(change)} ${change.kind}`]),
      ...change.links.map(({ link, target }) => linkKey({ type: change.type, id: change.id, link, target })),
    ]);
    const expected = [
      ...links.map(({ link }) => linkKey(link)),
      ...lives.map((each) => `${objectKey(each)} ${each.kind}`),
    ];
    expect(shown.sort()).toEqual(expected.sort());
  });
});
