import type { Page } from '../request/read-pages.js';

/** A list of which so much was read that it is known whether there is anything in it. */
export interface BegunPages {
  readonly isEmpty: boolean;
  readonly pages: AsyncGenerator<Page, void>;
}

/** Reads a list up to its first entry, so that a refusal, or that there is nothing, shows before anything is done. */
export async function begunPages(pages: AsyncGenerator<Page, void>): Promise<BegunPages> {
  const first: Page[] = [];
  for (;;) {
    const step = await pages.next();
    if (!step.done) first.push(step.value);
    if (step.done || step.value.entries.length > 0)
      return { isEmpty: step.done === true, pages: resumed(first, pages) };
  }
}

async function* resumed(
  first: readonly Page[],
  rest: AsyncGenerator<Page, void>,
): AsyncGenerator<Page, void> {
  yield* first;
  yield* rest;
}
