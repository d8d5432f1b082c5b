import { MAX_FAMILIES, sumFamilies, type FamilyCounts } from './families.js';
import { MalformedError } from './malformed.js';

const FORMAT = 'known-good index 1';

/** What an index chunk says of a chunk below it. Level 0 is a leaf. */
export interface ChunkRef {
  readonly level: number;
  readonly digest: string;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly counts: FamilyCounts;
}

/** An index chunk: the chunks below it in key order, with what can be known without reading them. */
export interface IndexChunk {
  /** 1 where the chunks below are leaves. */
  readonly level: number;
  readonly chunks: readonly ChunkRef[];
  /** Memory that it holds, in bytes, roughly. */
  readonly size: number;
}

/**
 * JSON without blanks: `{format, level, families, chunks: [[first key, last key, digest, [family place, count, …]], …]}`.
 * Families are sorted, and places rise within a chunk, so the same content has one text only.
 */
export function encodeIndex(level: number, chunks: readonly ChunkRef[]): Buffer {
  const families = [...sumFamilies(chunks.map((ref) => ref.counts)).keys()].sort();
  if (families.length > MAX_FAMILIES)
    throw new RangeError(`A snapshot can hold at most ${MAX_FAMILIES} families of keys.`);
  const places = new Map(families.map((family, place) => [family, place]));
  const rows = chunks.map((ref) => [ref.firstKey, ref.lastKey, ref.digest, placed(ref.counts, places)]);
  return Buffer.from(JSON.stringify({ format: FORMAT, level, families, chunks: rows }));
}

/** Reads an index chunk back. Throws {@link MalformedError} on anything {@link encodeIndex} cannot have written. */
export function decodeIndex(bytes: Buffer): IndexChunk {
  const content = parsed(bytes);
  const { format, level, families, chunks } = content;
  if (format !== FORMAT || !isCount(level) || !isTexts(families) || !Array.isArray(chunks))
    throw new MalformedError('Not an index chunk of this format.');
  const refs = chunks.map((row: unknown) => refFrom(row, level - 1, families));
  if (!encodeIndex(level, refs).equals(bytes)) throw new MalformedError('An index chunk is not canonical.');
  if (refs.some((ref, place) => !inOrder(ref, refs[place - 1])))
    throw new MalformedError('The keys of an index chunk are out of order.');
  return { level, chunks: refs, size: 4 * bytes.length };
}

function placed(counts: FamilyCounts, places: ReadonlyMap<string, number>): number[] {
  return [...counts]
    .map(([family, count]) => [places.get(family) ?? -1, count] as const)
    .sort(([one], [other]) => one - other)
    .flat();
}

function parsed(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(bytes.toString('utf8'));
    if (isRecord(content)) return content;
  } catch {
    throw new MalformedError('An index chunk is not JSON.');
  }
  throw new MalformedError('An index chunk is not an object.');
}

function refFrom(row: unknown, level: number, families: readonly string[]): ChunkRef {
  const [firstKey, lastKey, digest, numbers] = isList(row) ? row : [];
  if (!isText(firstKey) || !isText(lastKey) || !isText(digest) || !/^[0-9a-f]{64}$/.test(digest))
    throw new MalformedError('A row of an index chunk is incomplete.');
  return { level, firstKey, lastKey, digest, counts: countsFrom(numbers, families) };
}

function countsFrom(numbers: unknown, families: readonly string[]): FamilyCounts {
  const counts = new Map<string, number>();
  if (!Array.isArray(numbers) || !numbers.every(Number.isSafeInteger))
    throw new MalformedError('The counts in an index chunk are not numbers.');
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const family = families[Number(numbers[at])];
    const count = Number(numbers[at + 1]);
    if (family === undefined || count < 1)
      throw new MalformedError('A count in an index chunk is impossible.');
    counts.set(family, count);
  }
  return counts;
}

const inOrder = (ref: ChunkRef, before: ChunkRef | undefined): boolean =>
  ref.firstKey <= ref.lastKey && (before === undefined || before.lastKey < ref.firstKey);
const isRecord = (content: unknown): content is Readonly<Record<string, unknown>> =>
  typeof content === 'object' && content !== null;
const isText = (content: unknown): content is string => typeof content === 'string';
const isList = (content: unknown): content is unknown[] => Array.isArray(content);
const isTexts = (content: unknown): content is string[] => Array.isArray(content) && content.every(isText);
const isCount = (content: unknown): content is number =>
  Number.isSafeInteger(content) && Number(content) >= 1;
