import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import {
  contentOf,
  graphGroupAt,
  graphUserAt,
  LETTERS,
  MEMBERS_COUNT,
  type TenantContent,
} from './tenant-content.ts';

/**
 * A tenant of any size that only shows itself: what a first backup and those after it ask Microsoft Graph for, in pages
 * that were made and compressed beforehand. It knows no limits. In a process of its own; `process.argv[2]` objects.
 */
const content: TenantContent = contentOf(Number(process.argv[2]));
const USERS_ON_A_PAGE = 999;
/** As Graph tells them: some 1,000 members a page. */
const GROUPS_ON_A_DELTA_PAGE = 10;
const CHANGES_ON_A_PAGE = 200;

/** Compressed, without the end of the JSON text: where it goes on is added to each answer. */
type Page = Buffer;
const pageOf = (items: readonly object[]): Page =>
  gzipSync(`{"value":${JSON.stringify(items)}`, { level: 6 });

/** The pages of each list, by the list's name. */
const lists = new Map<string, readonly Page[]>();
const asked: { readonly path: string; readonly body: string | undefined }[] = [];
let changed = 0;
let version = 0;

function makeLists(): void {
  const { users, groups } = content;
  const everyUser: Page[] = [];
  LETTERS.forEach((letter, first) => {
    const pages = pagesOf(Math.ceil((users - first) / LETTERS.length), USERS_ON_A_PAGE, (place) =>
      graphUserAt(first + place * LETTERS.length),
    );
    lists.set(`users ${letter}`, pages);
    everyUser.push(...pages);
  });
  lists.set('users', everyUser);
  lists.set(
    'groups',
    pagesOf(groups, USERS_ON_A_PAGE, (n) => graphGroupAt(n, content, false)),
  );
  lists.set(
    'groups/delta',
    pagesOf(groups, GROUPS_ON_A_DELTA_PAGE, (n) => graphGroupAt(n, content, true)),
  );
}

function pagesOf(count: number, size: number, item: (place: number) => object): readonly Page[] {
  return Array.from({ length: Math.ceil(Math.max(0, count) / size) }, (_, page) =>
    pageOf(Array.from({ length: Math.min(size, count - page * size) }, (__, n) => item(page * size + n))),
  );
}

const FIXED: Readonly<Record<string, object>> = {
  '/v1.0/organization': { value: [{ id: 'aaaaaaaa-0000-4000-8000-000000000001', displayName: 'Contoso' }] },
  '/v1.0/policies/authorizationPolicy': { id: 'authorizationPolicy', blockMsolPowerShell: false },
  '/v1.0/policies/authenticationMethodsPolicy': {
    id: 'authenticationMethodsPolicy',
    authenticationMethodConfigurations: [],
  },
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', base());
  const body = request.method === 'POST' ? await bodyOf(request) : undefined;
  if (url.pathname === '/bench/asked') return sendJson(response, asked.splice(0));
  if (url.pathname === '/bench/change') {
    changed = Number(url.searchParams.get('users'));
    version += 1;
    return sendJson(response, {});
  }
  asked.push({ path: request.url ?? '', body });
  if (body !== undefined) return sendJson(response, batchAnswer(body));
  const [page, end] = pageAt(url);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
  response.end(Buffer.concat([page, gzipSync(end, { level: 1 })]));
}

/** The page that a URL asks for, and how its text ends. */
function pageAt(url: URL): readonly [Page, string] {
  const path = url.pathname.replace('/v1.0/', '');
  const fixed = FIXED[url.pathname];
  if (fixed) return [gzipSync(JSON.stringify(fixed)), ''];
  if (path.endsWith('/delta')) return deltaPage(url, path);
  if (url.searchParams.has('$count')) return [pageOf([]), `,"@odata.count":${countOf(path)}}`];
  const letter = /^startswith\(userPrincipalName,'([a-z])'\)$/.exec(
    url.searchParams.get('$filter') ?? '',
  )?.[1];
  const isOther = url.searchParams.has('$filter') && letter === undefined;
  const name = url.searchParams.get('list') ?? (letter ? `${path} ${letter}` : path);
  return linked(isOther ? [] : lists.get(name), name, url, '}');
}

/** `list` and `page` stand in the links that lead from page to page. */
function linked(
  pages: readonly Page[] | undefined,
  name: string,
  url: URL,
  lastEnd: string,
): readonly [Page, string] {
  const number = Number(url.searchParams.get('page') ?? 0);
  const hasMore = number + 1 < (pages?.length ?? 0);
  const next = `${base()}${url.pathname}?list=${encodeURIComponent(name)}&page=${number + 1}`;
  return [pages?.[number] ?? pageOf([]), hasMore ? `,"@odata.nextLink":${JSON.stringify(next)}}` : lastEnd];
}

function deltaPage(url: URL, path: string): readonly [Page, string] {
  const token = url.searchParams.get('$deltatoken');
  const link = `,"@odata.deltaLink":${JSON.stringify(`${base()}${url.pathname}?$deltatoken=v${version}`)}}`;
  if (path === 'groups/delta' && token === null) return linked(lists.get(path), path, url, link);
  const isNews = path === 'users/delta' && token !== 'latest' && token !== `v${version}`;
  if (!isNews) return [pageOf([]), link];
  const from = Number(url.searchParams.get('from') ?? 0);
  const count = Math.min(CHANGES_ON_A_PAGE, changed - from);
  const stride = Math.max(1, Math.floor(content.users / Math.max(1, changed)));
  const page = pageOf(
    Array.from({ length: count }, (_, place) =>
      graphUserAt(((from + place) * stride) % content.users, version),
    ),
  );
  const next = `${base()}${url.pathname}?$deltatoken=${token}&from=${from + count}`;
  return [page, from + count < changed ? `,"@odata.nextLink":${JSON.stringify(next)}}` : link];
}

const countOf = (path: string): number =>
  path === 'users' ? content.users : path === 'groups' ? content.groups : 0;

function batchAnswer(text: string): object {
  const { requests } = JSON.parse(text) as { readonly requests: readonly { id: string; url: string }[] };
  return {
    responses: requests.map(({ id, url }) => ({ id, status: 200, headers: {}, body: partAnswer(url) })),
  };
}

function partAnswer(url: string): object {
  const { pathname } = new URL(url, base());
  if (pathname.endsWith('/authentication/requirements')) return { perUserMfaState: 'disabled' };
  if (pathname.endsWith('/members')) return { '@odata.count': MEMBERS_COUNT, value: [] };
  return { '@odata.count': countOf(pathname.slice(1)), value: [] };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

const server = createServer((request, response) => void answer(request, response));
const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
makeLists();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.({ url: base(), ...content });
process.once('disconnect', () => process.exit());
