import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#catalogue';
import { GraphCaller } from '../graph-caller.contract.js';

const STRENGTHS = '/policies/authenticationStrengthPolicies';
const FIDO2 = '#microsoft.graph.fido2CombinationConfiguration';
const X509 = '#microsoft.graph.x509CertificateCombinationConfiguration';
const KEY = 'de1e552d-db1d-4423-a619-566b625cdc84';
const CONFIGURATION = { '@odata.type': FIDO2, appliesToCombinations: ['fido2'], allowedAAGUIDs: [KEY] };

async function strength(graph: GraphCaller, more: JsonObject = {}): Promise<string> {
  const allowedCombinations = ['fido2', 'x509CertificateMultiFactor'];
  return `${STRENGTHS}/${await graph.create(STRENGTHS, { displayName: 'S', allowedCombinations, ...more })}`;
}

describe('combination configurations', () => {
  it('are made, changed and removed below their strength, which shows them inline', async () => {
    const graph = new GraphCaller({ users: 0 });
    const path = await strength(graph);
    const id = await graph.create(`${path}/combinationConfigurations`, CONFIGURATION);
    const one = `${path}/combinationConfigurations/${id}`;
    expect((await graph.get(one)).body).toMatchObject({ id, ...CONFIGURATION });
    expect((await graph.get(path)).body['combinationConfigurations']).toEqual([{ id, ...CONFIGURATION }]);
    expect((await graph.patch(one, { '@odata.type': FIDO2, allowedAAGUIDs: [] })).status).toBe(204);
    expect((await graph.get(`${path}/combinationConfigurations`)).value).toEqual([
      { ...CONFIGURATION, id, allowedAAGUIDs: [] },
    ]);
    expect((await graph.delete(one)).status).toBe(204);
    expect((await graph.get(path)).body['combinationConfigurations']).toEqual([]);
    expect((await graph.delete(one)).status).toBe(404);
  });

  it('come with a new strength, under ids that Graph gives', async () => {
    const graph = new GraphCaller({ users: 0 });
    const path = await strength(graph, { combinationConfigurations: [{ ...CONFIGURATION, id: KEY }] });
    const [made] = (await graph.get(`${path}/combinationConfigurations`)).value;
    expect(made).toMatchObject(CONFIGURATION);
    expect(made?.['id']).not.toBe(KEY);
  });

  it.each([
    ['no type', { appliesToCombinations: ['fido2'] }],
    ['nothing it applies to', { ...CONFIGURATION, appliesToCombinations: [] }],
    ['a combination of the other kind', { ...CONFIGURATION, '@odata.type': X509, allowedAAGUIDs: undefined }],
    [
      'a combination that the strength does not allow',
      { '@odata.type': X509, appliesToCombinations: ['x509CertificateSingleFactor'] },
    ],
    ['a key that is no GUID', { ...CONFIGURATION, allowedAAGUIDs: ['x'] }],
    ['a member of the other kind', { ...CONFIGURATION, allowedIssuerSkis: ['a'] }],
  ])('refuse %s', async (_, body) => {
    const graph = new GraphCaller({ users: 0 });
    const sent = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    expect(
      (await graph.post(`${await strength(graph)}/combinationConfigurations`, sent as JsonObject)).status,
    ).toBe(400);
  });

  it('are not for built-in strengths', async () => {
    const graph = new GraphCaller({ users: 0 });
    const built = `${STRENGTHS}/00000000-0000-0000-0000-000000000004/combinationConfigurations`;
    expect((await graph.get(built)).value).toEqual([]);
    expect((await graph.post(built, CONFIGURATION)).status).toBe(400);
  });
});
