import fc from 'fast-check';
import type { Json } from '#catalogue';

/** Names that mean something to JavaScript, or to those who read the value. */
const NAMES = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then', 'length', ''],
  ...['id', 'value', 'type', 'attributes', 'links', 'error', '@odata.type', '@removed', '@odata.nextLink'],
];

/** Any text, halves of surrogate pairs and control characters among it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
);

/**
 * Any JSON value, as a reader gets it from `JSON.parse`: also with members that are named like those that every
 * structure inherits. `names` are names that the reader under test looks for.
 */
export function anyJson(names: readonly string[] = []): fc.Arbitrary<Json> {
  const name = fc.oneof(fc.constantFrom(...NAMES, ...names), fc.string());
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small', withCrossShrink: true },
      fc.oneof(
        fc.constantFrom<Json>(null, true, false, 0, -1, 1e308),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(...NAMES, ...names),
        anyText,
      ),
      fc.array(tie('value'), { maxLength: 5 }),
      fc
        .array(fc.tuple(name, tie('value')), { maxLength: 6 })
        .map((members): Json => Object.fromEntries(members)),
    ),
  }));
  return value;
}

/** Any bytes, and any texts as bytes. */
export const anyBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  anyText.map((text) => Buffer.from(text)),
  anyJson().map((value) => Buffer.from(JSON.stringify(value))),
);

/** What may happen to bytes that were good. */
export type Harm = (bytes: Buffer) => Buffer;

/** One bit flipped, one byte inserted or lost, or an end cut off; never nothing. */
export const anyHarm: fc.Arbitrary<Harm> = fc.oneof(
  fc.nat().map((bit): Harm => (bytes) => {
    const harmed = Buffer.from(bytes);
    const at = (bit >> 3) % harmed.length;
    harmed[at] = (harmed[at] ?? 0) ^ (1 << (bit & 7));
    return harmed;
  }),
  fc.tuple(fc.nat(), fc.nat(255)).map(([place, byte]): Harm => (bytes) => {
    const at = place % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]);
  }),
  fc.nat().map((place): Harm => (bytes) => {
    const at = place % bytes.length;
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  }),
  fc.nat().map(
    (place): Harm =>
      (bytes) =>
        bytes.subarray(0, place % bytes.length),
  ),
);

/** {@link anyHarm} of a text's UTF-8; what is no UTF-8 any more is read with marks in its place. */
export const anyHarmOfText: fc.Arbitrary<(text: string) => string> = anyHarm.map(
  (harm) => (text) => harm(Buffer.from(text)).toString('utf8'),
);

/** JSON that is nested so deeply that a reader which calls itself for each level does not come back. */
export function deepJson(levels = 200_000): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`;
}

/** Throws where something was left behind that every structure inherits. */
export function expectNothingInherited(): void {
  const inherited: string[] = [];
  for (const name in {}) inherited.push(name);
  for (const name in Object) inherited.push(name);
  if (inherited.length > 0) throw new Error(`Every structure now has ${inherited.join(', ')}.`);
}

/** What `read` gives, or that it refused with one of the `refusals`; anything else it throws is thrown on. */
export function valueOrRefusal<Value>(
  read: () => Value,
  ...refusals: readonly (new (...args: never[]) => Error)[]
): { readonly value: Value } | 'refused' {
  try {
    return { value: read() };
  } catch (error) {
    if (refusals.some((refusal) => error instanceof refusal)) return 'refused';
    throw error;
  } finally {
    expectNothingInherited();
  }
}
