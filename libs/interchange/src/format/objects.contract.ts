import fc from 'fast-check';
import {
  CATALOGUE,
  isJsonObject,
  keptAttributes,
  OBJECT_TYPES,
  type DirectoryObject,
  type Json,
  type ObjectType,
} from '#catalogue';
import { sortedLinks, type ObjectWithLinks, type OwnedLink } from './object-with-links.js';

/** Any JSON value, in any Unicode. */
export const anyJson: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 3, stringUnit: 'binary' })
  // As it comes back from JSON: without a negative zero.
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

const anyType = fc.constantFrom(...OBJECT_TYPES);
const anyId = fc.oneof(
  { weight: 9, arbitrary: fc.uuid() },
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
);

/** Any object: known and unknown attributes, some of them missing, and links of the kinds that its type has. */
export const anyObject: fc.Arbitrary<ObjectWithLinks> = anyType.chain((type) =>
  fc
    .record({ id: anyId, attributes: anyAttributes(type), links: anyLinks(type), isLive: fc.boolean() })
    .map(({ id, attributes, links, isLive }) => {
      const object: DirectoryObject = { type, id, lifecycle: isLive ? 'live' : 'softDeleted', attributes };
      return { object, links: sortedLinks(object, links) };
    }),
);

/** Objects of which no two are the same. */
export const anyObjects: fc.Arbitrary<ObjectWithLinks[]> = fc.uniqueArray(anyObject, {
  maxLength: 12,
  selector: ({ object }) => `${object.type} ${object.id}`,
});

function anyAttributes(type: ObjectType) {
  const known = keptAttributes(type).map(({ name }) => name);
  const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...known) }, fc.string({ minLength: 1 }));
  return fc
    .uniqueArray(fc.tuple(name, anyJson), { selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries));
}

function anyLinks(type: ObjectType): fc.Arbitrary<OwnedLink[]> {
  const kinds = CATALOGUE[type].links;
  if (kinds.length === 0) return fc.constant([]);
  const link = fc.constantFrom(...kinds).chain(({ name, value }) =>
    fc.record({
      link: fc.constant(name),
      target: fc.uuid(),
      value: value === 'none' ? fc.constant('') : fc.string({ unit: 'binary' }),
    }),
  );
  return fc.uniqueArray(link, { selector: ({ link: name, target }) => `${name} ${target}` });
}

/** An object for an example. */
export function given(type: ObjectType, id: string, attributes: Json = {}, links: OwnedLink[] = []) {
  const object: DirectoryObject = {
    type,
    id,
    lifecycle: 'live',
    attributes: isJsonObject(attributes) ? attributes : {},
  };
  return { object, links };
}

export async function* streamed<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
