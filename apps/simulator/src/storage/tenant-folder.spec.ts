import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateTenant } from '../generate/generate-tenant.js';
import { GraphCaller, ids } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';
import { tenantState } from '../tenant/tenant-state.js';
import { Tenant } from '../tenant/tenant.js';
import { openTenantFolder } from './tenant-folder.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const make = (): Tenant =>
  generateTenant({ seed: 3, users: 80, tenantId: undefined, now: new Date('2026-03-01T12:00:00Z') });

/** Opens the tenant as a process does that starts; what the one before had in memory is lost. */
async function started(): Promise<GraphCaller> {
  const { tenant } = await openTenantFolder(folder, make);
  return new GraphCaller({ tenant });
}

async function changeALot(graph: GraphCaller): Promise<void> {
  const [ada, ben, crew] = [
    await graph.createUser('ada'),
    await graph.createUser('ben'),
    await graph.createGroup('crew'),
  ];
  await graph.addMember(crew, ada);
  await graph.addMember(crew, ben);
  await graph.delete(`/groups/${crew}/members/${ada}/$ref`);
  await graph.patch(`/users/${ada}`, { city: 'Leeds', jobTitle: null });
  await graph.delete(`/users/${ben}`);
  await graph.patch(`/users/${ada}`, { userPrincipalName: 'ben@alderquay.example' });
  const { id } = await graph.one('/applications');
  await graph.delete(`/applications/${id}`);
  await graph.post(`/directory/deletedItems/${id}/restore`);
}

describe('a tenant that is kept in a folder', () => {
  it('goes on where it was, however the process ended', async () => {
    const first = await started();
    await changeALot(first);
    const second = await started();
    expect(tenantState(second.tenant)).toEqual(tenantState(first.tenant));
    expect(second.tenant.sequence).toBe(first.tenant.sequence);
    await changeALot(
      await started().then(
        async (graph) => (
          await graph.patch('/users/ben@alderquay.example', { userPrincipalName: 'cem@alderquay.example' }),
          graph
        ),
      ),
    );
    expect((await (await started()).get('/users/cem@alderquay.example')).status).toBe(200);
  });

  it('knows its delta and page tokens again', async () => {
    const first = await started();
    const link = textOf((await first.get('/users/delta?$deltatoken=latest')).body['@odata.deltaLink']);
    const page = textOf((await first.get('/users?$top=5')).body['@odata.nextLink']);
    const id = await first.createUser('ada');
    const second = await started();
    expect(ids((await second.get(link)).value)).toEqual([id]);
    expect(await second.all(page)).toEqual(await first.all(page));
  });

  it('gets what every tenant has by now, where an earlier release has kept it', async () => {
    const identity = make().identity;
    (await openTenantFolder(folder, () => new Tenant(identity))).close();
    const graph = await started();
    for (const path of ['authorizationPolicy', 'authenticationMethodsPolicy'])
      expect((await graph.get(`/policies/${path}`)).body['id']).toBe(path);
    await graph.patch('/policies/authorizationPolicy', { blockMsolPowerShell: true });
    const again = await started();
    expect((await again.get('/policies/authorizationPolicy')).body['blockMsolPowerShell']).toBe(true);
    expect(tenantState(again.tenant)).toEqual(tenantState(graph.tenant));
  });

  it('gives ids that it has not given before', async () => {
    const first = await started();
    const before = await first.createUser('ada');
    expect(await (await started()).createUser('ben')).not.toBe(before);
  });

  it('loses only the line that was being written when the process was killed', async () => {
    const first = await started();
    const id = await first.createUser('ada');
    appendFileSync(join(folder, 'journal.jsonl'), '{"after":12,"at":1,"chan');
    const second = await started();
    expect((await second.get(`/users/${id}`)).status).toBe(200);
    await second.createUser('ben');
    expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(2);
    expect((await (await started()).get('/users/ben@alderquay.example')).status).toBe(200);
  });
});
