const BITS = 32;

/** 32 steps a word, 32 words a page, 32 pages a shelf. */
type Page = readonly number[];
type Shelf = readonly (Page | undefined)[];

const EMPTY_PAGE: Page = Array.from({ length: BITS }, () => 0);

/**
 * An immutable set of step numbers, one bit each. {@link StepSet.with} copies three short lists and shares the rest,
 * so that older states stay as they were and adding costs the same however large the set is.
 */
export class StepSet {
  static readonly empty = new StepSet([], 0);

  private constructor(
    private readonly shelves: readonly (Shelf | undefined)[],
    readonly size: number,
  ) {}

  has(step: number): boolean {
    return (this.word(step >>> 5) & bitOf(step)) !== 0;
  }

  /** The set with `step` in it. */
  with(step: number): StepSet {
    if (this.has(step)) return this;
    const word = step >>> 5;
    const [shelfIndex, pageIndex, wordIndex] = placeOf(word);
    const shelf = this.shelves[shelfIndex] ?? [];
    const page = replaced(shelf[pageIndex] ?? EMPTY_PAGE, wordIndex, this.word(word) | bitOf(step));
    const shelves = replaced(this.shelves, shelfIndex, replaced(shelf, pageIndex, page));
    return new StepSet(shelves, this.size + 1);
  }

  private word(word: number): number {
    const [shelf, page, index] = placeOf(word);
    return this.shelves[shelf]?.[page]?.[index] ?? 0;
  }
}

const bitOf = (step: number): number => 1 << (step & 31);

/** Shifts by 5 and masks of 31 are divisions by 32: replaying a long stream does little else. */
const placeOf = (word: number): readonly [number, number, number] => [
  word >>> 10,
  (word >>> 5) & 31,
  word & 31,
];

function replaced<Item>(list: readonly Item[], index: number, item: Item): readonly Item[] {
  const copy = list.slice();
  copy[index] = item;
  return copy;
}
