import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { anyHarmOfText, anyJson, anyText, deepJson, valueOrRefusal } from '../../../test/fuzz/hostile.js';
import { keptAttributes } from './catalogue.js';
import { decodeObject, encodeObject, fromGraph, UnreadableObject } from './canonical-object.js';
import { isJsonObject } from './json.js';
import { OBJECT_TYPES } from './object-types.js';

const anyType = fc.constantFrom(...OBJECT_TYPES);
const names = OBJECT_TYPES.flatMap((type) => keptAttributes(type).map(({ name }) => name));
const payload = anyJson(names).filter(isJsonObject);

describe('an object that Graph shows, whatever is in it', () => {
  it('is read back as it was kept, and kept the same again', () => {
    fc.assert(
      fc.property(anyType, payload, (type, shown) => {
        const object = fromGraph(type, 'id', 'live', shown);
        const text = encodeObject(object);
        const back = decodeObject(type, 'id', text);
        expect(encodeObject(back)).toBe(text);
        // Only the sign of zero is lost in JSON.
        const plain: unknown = JSON.parse(JSON.stringify(object.attributes));
        expect(isDeepStrictEqual(back.attributes, plain)).toBe(true);
      }),
    );
  });

  it('keeps a property that is named like what every structure inherits', () => {
    const shown = { ['__proto__']: { isAdmin: true }, constructor: 'x' };
    const object = fromGraph('conditionalAccessPolicy', 'id', 'live', shown);
    const back = decodeObject('conditionalAccessPolicy', 'id', encodeObject(object));
    for (const { attributes } of [object, back]) {
      expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
      expect(Object.getOwnPropertyDescriptor(attributes, '__proto__')?.value).toEqual({ isAdmin: true });
      expect('isAdmin' in attributes).toBe(false);
    }
  });
});

describe('a text that is read as an object', () => {
  it('is one, or is refused', () => {
    const hurt = fc
      .tuple(anyType, payload, anyHarmOfText)
      .map(([type, shown, harm]) => harm(encodeObject(fromGraph(type, 'id', 'live', shown))));
    const listLike = fc
      .array(anyJson(names), { maxLength: 6 })
      .map((items) => JSON.stringify([1, 0, ...items]));
    const any = fc.oneof(
      hurt,
      listLike,
      anyText,
      anyJson().map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(anyType, any, (type, text) => {
        const read = valueOrRefusal(() => decodeObject(type, 'id', text), UnreadableObject);
        if (read !== 'refused') expect(isJsonObject(read.value.attributes)).toBe(true);
      }),
    );
  });

  it.each([deepJson(), `[1,0,${deepJson()}`, '[9007199254740991,0]', '["1",0]', '[1,2]', '[]', '{}', '"10"'])(
    'is refused where it is %.30s',
    (text) => {
      expect(() => decodeObject('user', 'id', text)).toThrow(UnreadableObject);
    },
  );
});
