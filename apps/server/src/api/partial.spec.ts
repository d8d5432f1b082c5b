import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OBJECT_TYPES } from '#catalogue';
import type { TypeCertificate } from '#protection';
import { ApiUnderTest } from './api-under-test.contract.js';
import { backupView, id, recoveryView, reportView, TENANT, tenantView } from './views.contract.js';

const api = new ApiUnderTest();

beforeAll(() => api.start());
afterAll(() => api.stop());
beforeEach(() => {
  api.models.all.tenants = [tenantView()];
});

const GAPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['group', ['permission']],
  ['application', ['error']],
]);
const certificateOf = (type: TypeCertificate['type'], ...gaps: string[]): TypeCertificate => ({
  type,
  objects: 1,
  links: 0,
  pages: 1,
  mode: 'full',
  gaps,
});

async function ask(query: string): Promise<unknown> {
  const { data, errors } = await api.ask('reader', query);
  expect(errors).toEqual([]);
  return data;
}

describe('what is not whole', () => {
  it('can be seen in the list of backups', async () => {
    api.models.all.backups = [
      backupView({ id: id(4), status: 'running', root: null, certificate: [] }),
      backupView({
        id: id(3),
        certificate: OBJECT_TYPES.map((type) => certificateOf(type, ...(GAPS.get(type) ?? []))),
      }),
      backupView({ id: id(2), status: 'failed', root: null, certificate: [] }),
      backupView({ id: id(1) }),
    ];
    const fields = 'id completeness isPartial partialTypes';
    expect(await ask(`{ tenant(id: "${TENANT}") { backups { nodes { ${fields} } } } }`)).toEqual({
      tenant: {
        backups: {
          nodes: [
            { id: id(4), completeness: null, isPartial: false, partialTypes: [] },
            { id: id(3), completeness: 'partial', isPartial: true, partialTypes: ['group', 'application'] },
            { id: id(2), completeness: null, isPartial: false, partialTypes: [] },
            { id: id(1), completeness: 'complete', isPartial: false, partialTypes: [] },
          ],
        },
      },
    });
  });

  it.each([
    ['differenceReport', id(10)],
    ['recovery', id(20)],
  ])('can be seen in a %s', async (field, jobId) => {
    const query = `{ ${field}(id: "${jobId}") { isPartial partialTypes } }`;
    api.models.all.differenceReports = [reportView()];
    api.models.all.recoveries = [recoveryView()];
    expect(await ask(query)).toEqual({ [field]: { isPartial: false, partialTypes: [] } });
    api.models.all.differenceReports = [reportView({ partialTypes: ['group'] })];
    api.models.all.recoveries = [recoveryView({ partialTypes: ['group'] })];
    expect(await ask(query)).toEqual({ [field]: { isPartial: true, partialTypes: ['group'] } });
  });
});
