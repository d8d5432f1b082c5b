import { describe, expect, it } from '@jest/globals';
import { GraphCaller, ids } from '../graph-caller.contract.js';

const STRENGTHS = '/policies/authenticationStrengthPolicies';
const MFA = '00000000-0000-0000-0000-000000000002';

describe('authentication strengths', () => {
  it('have three that are built in and cannot be changed', async () => {
    const graph = new GraphCaller({ users: 0 });
    expect(await graph.all(STRENGTHS)).toHaveLength(3);
    expect((await graph.patch(`${STRENGTHS}/${MFA}`, { displayName: 'x' })).status).toBe(400);
    expect((await graph.delete(`${STRENGTHS}/${MFA}`)).status).toBe(400);
    expect(
      (await graph.post(`${STRENGTHS}/${MFA}/updateAllowedCombinations`, { allowedCombinations: ['fido2'] }))
        .status,
    ).toBe(400);
  });

  it('change their combinations by an action of their own, which tells the old ones', async () => {
    const graph = new GraphCaller();
    const id = await graph.create(STRENGTHS, { displayName: 'S', allowedCombinations: ['fido2'] });
    expect((await graph.patch(`${STRENGTHS}/${id}`, { allowedCombinations: ['sms'] })).status).toBe(400);
    expect((await graph.patch(`${STRENGTHS}/${id}`, { description: 'd' })).status).toBe(204);
    const url = `${STRENGTHS}/${id}/updateAllowedCombinations`;
    const changed = await graph.post(url, { allowedCombinations: ['fido2', 'password,sms'] });
    expect(changed.body).toMatchObject({
      previousCombinations: ['fido2'],
      currentCombinations: ['fido2', 'password,sms'],
    });
    expect((await graph.post(url, { allowedCombinations: ['password,magic'] })).status).toBe(400);
  });

  it('are deleted for good, but not while a policy uses them', async () => {
    const graph = new GraphCaller();
    const used = await graph.one(STRENGTHS, (strength) => strength['displayName'] === 'Contractors');
    expect((await graph.delete(`${STRENGTHS}/${used.id}`)).status).toBe(400);
    expect((await graph.get(`${STRENGTHS}/${used.id}/usage`)).body['mfa']).toHaveLength(1);
    const id = await graph.create(STRENGTHS, { displayName: 'S', allowedCombinations: ['fido2'] });
    expect((await graph.delete(`${STRENGTHS}/${id}`)).status).toBe(204);
    expect((await graph.get(`${STRENGTHS}/${id}`)).status).toBe(404);
  });

  it('are also found below Conditional Access', async () => {
    const graph = new GraphCaller();
    const alias = await graph.all('/identity/conditionalAccess/authenticationStrength/policies');
    expect(ids(alias)).toEqual(ids(await graph.all(STRENGTHS)));
  });
});
