import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeObject, linkKey, objectKey } from '#catalogue';
import { anyObjects, given, streamed } from './objects.contract.js';
import { linkRef, objectsWithLinks, type ObjectWithLinks, type SnapshotEntry } from './object-with-links.js';

const entriesOf = ({ object, links }: ObjectWithLinks): SnapshotEntry[] => [
  { key: objectKey(object), value: encodeObject(object) },
  ...links.map((link) => ({ key: linkKey(linkRef(object, link)), value: link.value })),
];

describe('the objects of a snapshot', () => {
  it('are put together from its entries', async () => {
    await fc.assert(
      fc.asyncProperty(anyObjects, async (objects) => {
        const found = await Array.fromAsync(objectsWithLinks(streamed(objects.flatMap(entriesOf))));
        expect(found.flatMap(entriesOf)).toEqual(objects.flatMap(entriesOf));
        expect(found.map(({ links }) => links)).toEqual(objects.map(({ links }) => links));
      }),
    );
  });

  it('are not made up where a link follows another object', async () => {
    const [one, other] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
    const group = given('group', one, {}, [{ link: 'members', target: other, value: '' }]);
    const entries = [...entriesOf(given('group', other)), ...entriesOf(group).slice(1)];
    await expect(Array.fromAsync(objectsWithLinks(streamed(entries)))).rejects.toThrow('not in order');
  });
});
