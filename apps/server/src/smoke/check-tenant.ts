import { CATALOGUE } from '#catalogue';
import type { Directory, TypeCompleteness } from '#directory';

/** What a read-only check of one tenant found. */
export interface TenantCheck {
  readonly lines: readonly string[];
  /** Whether every type could be read whole. */
  readonly whole: boolean;
}

/** Reads a whole tenant, keeps nothing, and says how completely it could be read. */
export async function checkTenant(directory: Directory, signal: AbortSignal): Promise<TenantCheck> {
  const edits = directory.sync({
    token: undefined,
    head: { get: () => Promise.resolve(undefined), scan: nothing },
    signal,
  });
  let step = await edits.next();
  while (!step.done) step = await edits.next();
  const { completeness } = step.value;
  return {
    lines: completeness.flatMap(linesOf),
    whole: completeness.every(({ gaps }) => gaps.length === 0),
  };
}

function linesOf({
  type,
  pages,
  objects,
  links,
  gaps,
  counted,
  unread,
}: TypeCompleteness): readonly string[] {
  const count = counted === undefined ? '' : `, ${counted} by a second count`;
  const state = gaps.length === 0 ? 'whole' : 'PARTIAL';
  return [
    `  ${CATALOGUE[type].label}: ${state}, ${objects} objects, ${links} links, ${pages} pages${count}`,
    ...gaps.map(({ cause, detail }) => `    ${cause}: ${detail}`),
    ...(unread ?? []).map(({ attribute, cause }) => `    not read: ${attribute} (${cause})`),
  ];
}

async function* nothing(): AsyncGenerator<never> {}
