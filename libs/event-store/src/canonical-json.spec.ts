import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { InvalidAppend } from './errors.js';

describe('canonicalJson', () => {
  test('is JSON of the same value, whatever that is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test('is the same for every order in which the members were set', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), { selector: ([name]) => name });
    fc.assert(
      fc.property(members, (entries) => {
        const text = canonicalJson(Object.fromEntries(entries));
        expect(canonicalJson(Object.fromEntries(entries.toReversed()))).toBe(text);
        expect(canonicalJson(Object.fromEntries(entries.toSorted()))).toBe(text);
      }),
    );
  });

  test('orders members by the code units of their names, numbers among them', () => {
    expect(canonicalJson({ b: 1, 10: 2, 9: 3, a: { z: 1, y: 2 }, B: 4, é: 5 })).toBe(
      '{"10":2,"9":3,"B":4,"a":{"y":2,"z":1},"b":1,"é":5}',
    );
  });

  test('tells structures apart that share their last name or all names but one', () => {
    const texts = [
      { step: 1, action: 'update', reason: 'a' },
      { step: 1, kind: 'update', reason: 'a' },
      { action: 'update', step: 1, reason: 'a' },
      { reason: 'a' },
      { step: 1, action: 'update' },
    ].map(canonicalJson);
    expect(texts).toEqual([
      '{"action":"update","reason":"a","step":1}',
      '{"kind":"update","reason":"a","step":1}',
      '{"action":"update","reason":"a","step":1}',
      '{"reason":"a"}',
      '{"action":"update","step":1}',
    ]);
  });

  test('escapes what JSON escapes, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(canonicalJson(text)).toBe(JSON.stringify(text));
      }),
    );
    expect(canonicalJson('\ud800 \u0000 " \\ \u2028 👩')).toBe('"\\ud800 \\u0000 \\" \\\\ \u2028 👩"');
  });

  test('drops members without a value and writes dates as JSON does', () => {
    const at = new Date('2026-11-24T09:00:00.000Z');
    expect(canonicalJson({ none: undefined, at, list: [undefined, null] })).toBe(
      '{"at":"2026-11-24T09:00:00.000Z","list":[null,null]}',
    );
  });

  test.each([[() => 0], [Symbol('s')], [1n], [Number.NaN], [Number.POSITIVE_INFINITY]])(
    'refuses %p, however deep',
    (value) => {
      expect(() => canonicalJson({ a: [value] })).toThrow(InvalidAppend);
    },
  );
});
