import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { pathOfLink } from '../graph-paths.js';
import { get, succeeded, type GraphClient, type GraphReply, type ReadOptions } from './graph-request.js';
import { ReadFailure, readFailure } from './read-failure.js';

/** What a list is read with. */
export interface Reader {
  readonly client: GraphClient;
  /** Scheme and host of the service. */
  readonly origin: string;
  readonly signal: AbortSignal;
}

/** One page of a list. The last page of a delta query carries the path of the next query. */
export interface Page {
  readonly entries: readonly JsonObject[];
  readonly deltaPath?: string;
}

/** Graph may send empty pages; this many in a row are a loop. */
const MOST_EMPTY_PAGES = 1_000;

/**
 * Follows a list to its end, asking for the next page while the last one is worked on. Throws
 * {@link ReadFailure}; also where links lead in a circle or to another host, or a page has not the shape of one.
 * https://learn.microsoft.com/graph/paging
 */
export async function* readPages(
  reader: Reader,
  firstPath: string,
  options: ReadOptions,
): AsyncGenerator<Page, void> {
  const ask = (path: string): Promise<GraphReply> => reader.client.send(get(path, options), reader.signal);
  const asked = new Set([firstPath]);
  let empty = 0;
  let next: Promise<GraphReply> | undefined = ask(firstPath);
  while (next !== undefined) {
    const reply: GraphReply = await next;
    reader.signal.throwIfAborted();
    if (!succeeded(reply)) throw readFailure(reply);
    const { page, nextPath } = pageOf(reply.body, reader.origin);
    empty = page.entries.length === 0 ? empty + 1 : 0;
    if (nextPath !== undefined && (asked.has(nextPath) || empty > MOST_EMPTY_PAGES))
      throw new ReadFailure('unavailable', 'endlessPaging', 'The pages of a list lead in a circle.');
    if (nextPath !== undefined) asked.add(nextPath);
    next = nextPath === undefined ? undefined : ask(nextPath);
    yield page;
  }
}

/** All entries of a list that is known to be short. */
export async function readEntries(
  reader: Reader,
  path: string,
  options: ReadOptions,
): Promise<readonly JsonObject[]> {
  const entries: JsonObject[] = [];
  for await (const page of readPages(reader, path, options)) entries.push(...page.entries);
  return entries;
}

/** Waits for the first page, so that a refusal shows before anything is done with the list. */
export async function begun(pages: AsyncGenerator<Page, void>): Promise<AsyncGenerator<Page, void>> {
  const first = await pages.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* pages;
  })();
}

function pageOf(
  body: Json | undefined,
  origin: string,
): { readonly page: Page; readonly nextPath: string | undefined } {
  const entries = isJsonObject(body) ? body['value'] : undefined;
  if (!isJsonObject(body) || !Array.isArray(entries)) throw unreadable();
  const deltaPath = linkedPath(body['@odata.deltaLink'], origin);
  return {
    page: {
      entries: (entries as readonly Json[]).map((entry) => {
        if (!isJsonObject(entry)) throw unreadable();
        return entry;
      }),
      ...(deltaPath !== undefined && { deltaPath }),
    },
    nextPath: linkedPath(body['@odata.nextLink'], origin),
  };
}

function linkedPath(link: Json | undefined, origin: string): string | undefined {
  if (link === undefined || link === null) return undefined;
  const path = typeof link === 'string' ? pathOfLink(link, origin) : undefined;
  if (path === undefined)
    throw new ReadFailure(
      'unavailable',
      'foreignOrigin',
      'A page links to another host; it was not followed.',
    );
  return path;
}

function unreadable(): ReadFailure {
  return new ReadFailure('unavailable', 'unreadableAnswer', 'A page has not the shape of one.');
}
