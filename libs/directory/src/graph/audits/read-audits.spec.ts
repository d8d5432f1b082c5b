import { describe, expect, it } from '@jest/globals';
import type { Json } from '#catalogue';
import { DirectoryUnavailableError, type AuditRecord, type AuditsEnd } from '../../directory.js';
import { graphError, ORIGIN, scriptedGraph, type Script } from '../scripted-graph.contract.js';

const [FROM, UNTIL] = [new Date('2026-11-24T00:00:00Z'), new Date('2026-11-25T00:00:00Z')];

const record = (more: Readonly<Record<string, Json>> = {}): Json => ({
  activityDateTime: '2026-11-24T10:00:00.1234567Z',
  activityDisplayName: 'Update user',
  result: 'success',
  initiatedBy: { user: { id: 'A1', displayName: 'Mallory', userPrincipalName: 'm@x.example' }, app: null },
  targetResources: [{ id: 'U1', type: 'User' }],
  ...more,
});

async function read(script: Script, atMost = 1_000) {
  const { directory, seen } = scriptedGraph(script);
  if (!directory.audits) throw new Error('The Graph adapter reads audit logs.');
  const audits = directory.audits({ from: FROM, until: UNTIL, atMost }, new AbortController().signal);
  const records: AuditRecord[] = [];
  let next: IteratorResult<AuditRecord, AuditsEnd> = await audits.next();
  for (; !next.done; next = await audits.next()) records.push(next.value);
  return { records, end: next.value, paths: seen.map(({ path }) => path) };
}

const page =
  (...value: readonly Json[]): Script =>
  () => ({ status: 200, body: { value } });

describe('the audit log of a tenant', () => {
  it('is asked for an interval once, newest first, page by page', async () => {
    const { records, end, paths } = await read(({ path }) =>
      path.includes('skiptoken')
        ? { status: 200, body: { value: [record()] } }
        : {
            status: 200,
            body: {
              value: [record()],
              '@odata.nextLink': `${ORIGIN}/v1.0/auditLogs/directoryAudits?$skiptoken=2`,
            },
          },
    );
    expect(records).toHaveLength(2);
    expect(end).toEqual({ whole: true });
    expect(paths[0]).toBe(
      '/v1.0/auditLogs/directoryAudits?$filter=activityDateTime ge 2026-11-24T00:00:00.000Z and activityDateTime le 2026-11-25T00:00:00.000Z&$orderby=activityDateTime desc&$top=999',
    );
  });

  it('tells who did what to which objects, ids in lower case', async () => {
    const byApplication = { user: null, app: { appId: 'B2', displayName: 'Script' } };
    const byService = { app: { appId: null, displayName: 'Microsoft Entra' } };
    const { records } = await read(
      page(record(), record({ initiatedBy: byApplication }), record({ initiatedBy: byService })),
    );
    expect(records.map(({ actor }) => actor)).toEqual([
      { kind: 'user', id: 'a1', name: 'Mallory' },
      { kind: 'application', id: 'b2', name: 'Script' },
      { kind: 'application', id: null, name: 'Microsoft Entra' },
    ]);
    expect(records[0]).toMatchObject({
      activity: 'Update user',
      at: '2026-11-24T10:00:00.123Z',
      targets: ['u1'],
    });
  });

  it('leaves out what failed, and what says nothing', async () => {
    const { records } = await read(
      page(
        record({ result: 'failure' }),
        record({ initiatedBy: null }),
        record({ targetResources: [] }),
        record({ activityDateTime: 'yesterday' }),
        record({ targetResources: [{ id: '../users' }, { id: null }, 'x'] }),
        { nothing: true },
      ),
    );
    expect(records).toEqual([]);
  });

  it('is told in texts of bounded length', async () => {
    const actor = { id: 'A1', displayName: '😀'.repeat(1_000_000) };
    const { records } = await read(
      page(record({ activityDisplayName: 'x'.repeat(1_000_000), initiatedBy: { user: actor } })),
    );
    expect(records[0]?.activity).toHaveLength(1_000);
    expect(records[0]?.actor.name).toBe('😀'.repeat(500));
  });

  it.each([
    ['to another host', 'https://elsewhere.example/v1.0/auditLogs/directoryAudits'],
    ['in a circle', `${ORIGIN}/v1.0/auditLogs/directoryAudits?$skiptoken=2`],
  ])('whose pages lead %s cannot be read further', async (_, nextLink) => {
    const script: Script = () => ({ status: 200, body: { value: [record()], '@odata.nextLink': nextLink } });
    await expect(read(script)).rejects.toThrow(DirectoryUnavailableError);
  });

  it('that breaks off has told what came before', async () => {
    const { records, end } = await read(({ path }) =>
      path.includes('skiptoken')
        ? { status: 403, body: graphError('Authorization_RequestDenied', 'No.') }
        : {
            status: 200,
            body: {
              value: [record()],
              '@odata.nextLink': `${ORIGIN}/v1.0/auditLogs/directoryAudits?$skiptoken=2`,
            },
          },
    );
    expect(records).toHaveLength(1);
    expect(end).toEqual({ whole: false, cause: 'permission' });
  });

  it('is not read further than asked', async () => {
    const { records, end } = await read(page(record(), record(), record()), 2);
    expect(records).toHaveLength(2);
    expect(end).toEqual({ whole: false, cause: 'tooMany' });
  });

  it.each([
    [403, 'Authorization_RequestDenied', 'No.', 'permission'],
    [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'No premium license.', 'licence'],
    [400, 'BadRequest', 'No.', 'error'],
  ] as const)('that Graph refuses with %i %s is a gap', async (status, code, message, cause) => {
    const { records, end } = await read(() => ({ status, body: graphError(code, message) }));
    expect(records).toEqual([]);
    expect(end).toEqual({ whole: false, cause });
  });
});
