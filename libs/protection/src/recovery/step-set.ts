const STEPS_A_WORD = 32;
const WORDS_A_PAGE = 64;
const STEPS_A_PAGE = STEPS_A_WORD * WORDS_A_PAGE;

/**
 * An immutable set of step numbers, one bit each: 500,000 steps take 62 KB. {@link StepSet.with} copies one page of
 * 256 bytes and the list of pages, and shares all other pages, so that older states stay as they were.
 */
export class StepSet {
  static readonly empty = new StepSet([], 0);

  private constructor(
    private readonly pages: readonly (Uint32Array | undefined)[],
    readonly size: number,
  ) {}

  has(step: number): boolean {
    const word = this.pages[pageOf(step)]?.[wordOf(step)] ?? 0;
    return (word & bitOf(step)) !== 0;
  }

  /** The set with `step` in it. */
  with(step: number): StepSet {
    if (this.has(step)) return this;
    const page = Uint32Array.from(this.pages[pageOf(step)] ?? new Uint32Array(WORDS_A_PAGE));
    page[wordOf(step)] = (page[wordOf(step)] ?? 0) | bitOf(step);
    const pages = this.pages.slice();
    pages[pageOf(step)] = page;
    return new StepSet(pages, this.size + 1);
  }

  /** The steps that are in this set and not in `other`, in order. */
  *without(other: StepSet): Generator<number> {
    for (const [pageIndex, page] of this.pages.entries())
      for (const [wordIndex, word] of (page ?? []).entries()) {
        const rest = word & ~(other.pages[pageIndex]?.[wordIndex] ?? 0);
        if (rest === 0) continue;
        const first = pageIndex * STEPS_A_PAGE + wordIndex * STEPS_A_WORD;
        for (let step = first; step < first + STEPS_A_WORD; step += 1) if (rest & bitOf(step)) yield step;
      }
  }
}

const pageOf = (step: number): number => Math.floor(step / STEPS_A_PAGE);
const wordOf = (step: number): number => Math.floor(step / STEPS_A_WORD) % WORDS_A_PAGE;
const bitOf = (step: number): number => 1 << (step % STEPS_A_WORD);
