import type { Attack, Suite } from '../attack.ts';
import type { Reply, RunningProduct } from '../running-product.ts';

/** S1: the GraphQL protocol over HTTP, and honest queries that must still pass. */
export async function graphqlProtocol(product: RunningProduct): Promise<Suite> {
  const token = await product.issuer.token();
  const json = { 'content-type': 'application/json' };
  const raw = (body: string, headers: Record<string, string> = json, path = '/graphql', method = 'POST') =>
    product.http(path, { method, headers, ...(method !== 'GET' && { body }) }, token);
  const attempt = (
    what: string,
    send: () => Promise<Reply>,
    refused: (reply: Reply) => boolean = noData,
  ): Attack => ({
    what,
    refused: async () => refused(await send()),
  });
  const query = (what: string, text: string, variables: unknown = {}): Attack =>
    attempt(what, () => product.graphql(text, variables, token));
  const fragments =
    'query { tenants { ...A } } fragment A on TenantConnection { ...B } fragment B on TenantConnection { ...A }';
  const suggestion = ({ text, json }: Reply): boolean =>
    noData({ text, json, status: 0 }) && !/did you mean|tenants/i.test(text);
  const honest = async (text: string): Promise<boolean> => {
    const reply = await product.graphql(text, {}, token);
    return reply.status === 200 && !noData(reply) && !('errors' in reply.json);
  };
  return {
    name: 'S1 GraphQL protocol',
    attacks: [
      query('introspection', '{ __schema { types { name } } }'),
      query('introspection of one type', '{ __type(name: "Query") { name } }'),
      query(
        'circular introspection',
        '{ __schema { types { fields { type { fields { type { name } } } } } } }',
      ),
      attempt(
        'suggestions of field names',
        () => product.graphql('{ tenantz { id } }', {}, token),
        suggestion,
      ),
      attempt(
        'suggestions of arguments',
        () => product.graphql('{ tenants(frst: 1) { totalCount } }', {}, token),
        ({ text }) => !/did you mean/i.test(text),
      ),
      query('101 aliases', `{ ${repeat(101, (n) => `a${n}: tenants { totalCount }`)} }`),
      query('500 directives', `{ tenants ${'@include(if: true) '.repeat(500)} { totalCount } }`),
      query('unknown directives, 500 of them', `{ tenants ${'@aa '.repeat(500)} { totalCount } }`),
      query(
        '30 levels',
        `{ tenants { nodes ${'{ backups { nodes { tenant '.repeat(10)} { id } ${'} } }'.repeat(10)} } }`,
      ),
      query(
        'fan-out by pages in pages',
        '{ tenants(first: 999) { nodes { backups(first: 999) { nodes { id root status } } } } }',
      ),
      query('first 99999999', '{ tenants(first: 99999999) { totalCount } }'),
      query('first 99999999 by variable', 'query ($n: Int) { tenants(first: $n) { totalCount } }', {
        n: 99_999_999,
      }),
      query('first −1', '{ tenants(first: -1) { totalCount } }'),
      query('the same field 5,000 times', `{ tenants { ${'totalCount '.repeat(5_000)} } }`),
      query('50,000 tokens', `{ ${'a '.repeat(25_000)} }`.slice(0, 90_000)),
      query('fragment cycle', fragments),
      attempt('a body of 5 MB', () => product.graphql(`{ __typename } #${'x'.repeat(5_000_000)}`, {}, token)),
      attempt('a batch', () =>
        raw(JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }])),
      ),
      attempt('a mutation by GET', () =>
        raw(
          '',
          {},
          `/graphql?query=${encodeURIComponent('mutation { rebuildReadModels { __typename } }')}`,
          'GET',
        ),
      ),
      attempt('a query by GET without a preflight header', () =>
        raw('', {}, '/graphql?query=%7B__typename%7D', 'GET'),
      ),
      attempt('a form (url-encoded)', () =>
        raw('query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' }),
      ),
      attempt('a form (multipart)', () =>
        raw('--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n{ __typename }\r\n--x--', {
          'content-type': 'multipart/form-data; boundary=x',
        }),
      ),
      attempt('text/plain', () =>
        raw(JSON.stringify({ query: '{ __typename }' }), { 'content-type': 'text/plain' }),
      ),
      attempt('a persisted query', () =>
        raw(JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } })),
      ),
      attempt(
        'the landing page',
        () => raw('', { accept: 'text/html' }, '/graphql', 'GET'),
        ({ text }) => !/<html/i.test(text),
      ),
      attempt(
        'traces in an answer',
        () =>
          raw(JSON.stringify({ query: '{ __typename }' }), {
            ...json,
            'apollo-federation-include-trace': 'ftv1',
          }),
        ({ text }) => !/ftv1|tracing/.test(text),
      ),
      attempt(
        'broken JSON shown back',
        () => raw('{"query": "<script>secret'),
        ({ text, status }) => status === 400 && !/secret/.test(text),
      ),
      attempt(
        'a stack in an error',
        () => product.graphql('{ tenant(id: {}) { id } }', {}, token),
        ({ text }) => !/node_modules|\.js:|stacktrace/.test(text),
      ),
      {
        what: 'control: an honest page',
        refused: () => honest('{ tenants(first: 10) { nodes { id displayName } } }'),
      },
      {
        what: 'control: an honest connection',
        refused: () => honest('{ tenants { nodes { backups(first: 20) { nodes { id status objects } } } } }'),
      },
      { what: 'control: __typename', refused: () => honest('{ __typename }') },
    ],
  };
}

/** Nothing came back but an error. */
function noData({ json }: Reply): boolean {
  const { data } = json;
  return data === undefined || data === null || Object.values(data).every((value) => value === null);
}

function repeat(times: number, text: (n: number) => string): string {
  return Array.from({ length: times }, (_, n) => text(n)).join(' ');
}
