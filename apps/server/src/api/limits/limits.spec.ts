import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { ApiUnderTest } from '../api-under-test.contract.js';
import { changeOf, id, reportView, TENANT, tenantView } from '../views.contract.js';

const api = new ApiUnderTest();
const open = new ApiUnderTest();
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  await api.start();
  await open.start({ introspection: true });
  api.models.all.tenants.push(tenantView());
  api.models.all.differenceReports.push(reportView());
  api.changes.reports.set(
    id(10),
    Array.from({ length: 999 }, (_, index) => changeOf({ id: id(1_000 + index) })),
  );
});
afterAll(async () => {
  await api.stop();
  await open.stop();
});

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** `tenant` and `backup` name each other, so a query can nest as deep as it likes. */
const nested = (levels: number): string =>
  levels === 0 ? 'id' : `latestBackup { tenant { ${nested(levels - 1)} } }`;

const pages = (first: string): string =>
  `{ tenant(id: "${TENANT}") { backups(first: ${first}) { totalCount } } }`;

describe('an operation that asks for too much', () => {
  it.each<[string, string, object]>([
    ['16 aliases', `{ ${times(16, (index) => `a${index}: __typename`)} }`, {}],
    ['101 aliases', `{ ${times(101, (index) => `a${index}: __typename`)} }`, {}],
    [
      '101 aliases by fragments',
      `{ ...F ...F ...F } fragment F on Query { ${times(34, (i) => `a${i}: __typename`)} }`,
      {},
    ],
    ['500 directives', `{ __typename ${times(500, () => '@include(if: true)')} }`, {}],
    ['11 directives', `{ ${times(11, (index) => `... @include(if: true) { a${index}: __typename }`)} }`, {}],
    ['500 times the same field', `{ ${times(500, () => '__typename')} }`, {}],
    ['30 levels', `{ tenant(id: "${TENANT}") { ${nested(15)} } }`, {}],
    [
      'fragments that would grow to a million fields',
      `{ tenant(id: "${TENANT}") { ...F0 } } ${times(20, (i) => `fragment F${i} on Tenant { ...F${i + 1} ...F${i + 1} }`)} fragment F20 on Tenant { id }`,
      {},
    ],
    [
      'full pages within full pages',
      `{ tenants { nodes { differenceReports { nodes { changes { nodes { objectId } } } } } } }`,
      {},
    ],
    ['a page of 1000', pages('1000'), {}],
    ['a page of 99999999', pages('99999999'), {}],
    ['a page of none', pages('0'), {}],
    ['a page of -1', pages('-1'), {}],
    ['a page of 99999999 by variable', pages('$n').replace('{', 'query ($n: Int) {'), { n: 99_999_999 }],
    [
      'a page of 99999999 by a variable’s default',
      pages('$n').replace('{', 'query ($n: Int = 99999999) {'),
      {},
    ],
    ['40,000 tokens', `{ ${times(40_000, () => 'a')} }`, {}],
    ['a fragment within itself', '{ ...F } fragment F on Query { ...F }', {}],
    ['the schema', '{ __schema { types { name } } }', {}],
    ['a type of the schema', '{ __type(name: "Tenant") { name } }', {}],
  ])('%s: is refused with 400', async (_what, query, variables) => {
    const answer = await api.ask('administrator', query, variables);
    expect([answer.status, answer.data]).toEqual([400, {}]);
  });

  it('says what to do instead', async () => {
    const { errors } = await api.ask('reader', `{ ${times(16, (index) => `a${index}: __typename`)} }`);
    expect(errors).toEqual([
      {
        message: 'An operation can ask for at most 15 aliases. Split the query.',
        extensions: { code: 'OperationTooLarge' },
      },
    ]);
  });
});

describe('a request of another shape', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const text = { 'content-type': 'text/plain' };
  const query = '{ __typename }';

  it.each<[string, RequestInit & { headers?: Record<string, string> }, string, number]>([
    ['a batch', { method: 'POST', headers: json, body: JSON.stringify([{ query }, { query }]) }, '', 400],
    ['a form (CSRF)', { method: 'POST', headers: form, body: `query=${query}` }, '', 400],
    ['plain text (CSRF)', { method: 'POST', headers: text, body: JSON.stringify({ query }) }, '', 400],
    ['a link (CSRF)', {}, `?query=${encodeURIComponent(query)}`, 400],
    [
      'a mutation by GET',
      { headers: { 'apollo-require-preflight': '1' } },
      '?query=mutation{__typename}',
      405,
    ],
    ['another method', { method: 'PUT', headers: json, body: JSON.stringify({ query }) }, '', 405],
    [
      'a persisted query',
      {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }),
      },
      '',
      200,
    ],
    [
      'a body of 5 MB',
      { method: 'POST', headers: json, body: JSON.stringify({ query: '#'.repeat(5_000_000) }) },
      '',
      413,
    ],
    ['nothing', { method: 'POST', headers: json, body: '{}' }, '', 400],
  ])('%s: is refused', async (_what, init, path, status) => {
    const response = await api.fetch('administrator', init, path);
    const body = await response.text();
    expect(response.status).toBe(status);
    expect(body).not.toContain('"data"');
  });

  it('finds no page for browsers', async () => {
    const response = await api.fetch('reader', { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type') ?? '').not.toContain('html');
  });

  it('is not told how the schema spells it', async () => {
    const { status, errors } = await api.ask('reader', '{ tenantz { totalCount } }');
    expect([status, JSON.stringify(errors)]).toEqual([400, expect.not.stringContaining('Did you mean')]);
  });

  it('gets no trace of what went wrong inside', async () => {
    const { errors } = await api.ask('reader', '{ backup }');
    expect(JSON.stringify(errors)).not.toMatch(/stacktrace|node_modules/);
  });
});

describe('an honest operation', () => {
  it.each<[string, string]>([
    [
      'reports with their first changes',
      `{ tenant(id: "${TENANT}") { differenceReports(first: 10) { edges { node { id status
         changes(first: 100) { edges { node { objectId attributes { name backupValue currentValue } } } } } } } } }`,
    ],
    [
      'the largest page of changes, whole',
      `{ differenceReport(id: "${id(10)}") { id status scope { allObjects objectTypes objectIds } backup { id takenAt }
         summary { byType { objectType count } byAction { action count } }
         changes(first: 999, orderBy: { field: displayName, direction: descending }) { totalCount pageInfo { hasNextPage endCursor }
           edges { cursor node { objectType objectId displayName kind action recoverable notRecoverableReason
             attributes { name backupValue currentValue } links { link targetId change backupValue currentValue } } } } } }`,
    ],
    [
      'the overview of a console',
      `{ tenants(first: 5) { nodes { id displayName settings { backupSchedule }
         latestBackup { id status takenAt certificate { objectType objects gaps } }
         runningJob { __typename ... on DifferenceReport { id status } ... on Recovery { id state: status settledSteps plannedSteps } }
         backups(first: 20) { nodes { id status takenAt } } recoveries(first: 20) { nodes { id started: startedAt failedChanges } } } } }`,
    ],
  ])('%s: is answered', async (_what, query) => {
    const answer = await api.ask('reader', query);
    expect([answer.status, answer.errors]).toEqual([200, []]);
  });

  it('asks for the schema where that is allowed', async () => {
    const answer = await open.ask('reader', getIntrospectionQuery());
    expect([answer.status, answer.errors]).toEqual([200, []]);
  });

  it('may not ask for the schema in circles even then', async () => {
    const circle = (levels: number): string =>
      levels === 0 ? 'name' : `fields { type { ${circle(levels - 1)} } }`;
    const answer = await open.ask('reader', `{ __schema { types { ${circle(6)} } } }`);
    expect(answer.status).toBe(400);
  });
});
