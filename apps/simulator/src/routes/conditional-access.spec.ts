import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#catalogue';
import { textOf } from '../model/json-text.js';
import { memberOf } from '../query/filter-match.js';
import { GraphCaller, ids } from '../graph-caller.contract.js';

const POLICIES = '/identity/conditionalAccess/policies';
const DELETED = '/identity/conditionalAccess/deletedItems/policies';
const STRONG = '00000000-0000-0000-0000-000000000004';
const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff';

function policy(more: JsonObject = {}): JsonObject {
  return {
    displayName: 'Everyone',
    state: 'enabled',
    conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    ...more,
  };
}

describe('Conditional Access policies', () => {
  it('are shown complete: no collection is null, and strengths are expanded', async () => {
    const graph = new GraphCaller();
    const id = await graph.create(
      POLICIES,
      policy({ grantControls: { operator: 'OR', authenticationStrength: { id: STRONG } } }),
    );
    const { body } = await graph.get(`${POLICIES}/${id}`);
    expect(body['conditions']).toMatchObject({
      clientAppTypes: ['all'],
      users: { includeUsers: ['All'], excludeGroups: [], includeGuestsOrExternalUsers: null },
      applications: { includeUserActions: [] },
      locations: null,
    });
    expect(memberOf(body, 'grantControls/authenticationStrength/displayName')).toBe('Phishing-resistant MFA');
    expect(body).toMatchObject({
      createdDateTime: '2026-03-01T12:00:00Z',
      modifiedDateTime: null,
      sessionControls: null,
    });
  });

  it('merge nested members and replace collections', async () => {
    const graph = new GraphCaller();
    const group = await graph.createGroup('crew');
    const id = await graph.create(POLICIES, policy());
    const first = {
      conditions: {
        users: { excludeGroups: [group] },
        locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
      },
    };
    expect((await graph.patch(`${POLICIES}/${id}`, first)).status).toBe(204);
    await graph.patch(`${POLICIES}/${id}`, {
      conditions: { users: { includeUsers: ['GuestsOrExternalUsers'] }, locations: null },
    });
    const { body } = await graph.get(`${POLICIES}/${id}`);
    expect(body['conditions']).toMatchObject({
      users: { includeUsers: ['GuestsOrExternalUsers'], excludeGroups: [group] },
      applications: { includeApplications: ['All'] },
      locations: null,
    });
    expect(body['modifiedDateTime']).toBe('2026-03-01T12:00:00Z');
  });

  it('can be written back exactly as they were read', async () => {
    const graph = new GraphCaller();
    for (const before of await graph.all(POLICIES)) {
      const { conditions = null, grantControls = null, sessionControls = null, state = null } = before;
      const written = await graph.patch(`${POLICIES}/${textOf(before['id'])}`, {
        conditions,
        grantControls,
        sessionControls,
        state,
      });
      expect(written).toMatchObject({ status: 204 });
      const after = await graph.one(POLICIES, (one) => one['id'] === before['id']);
      expect({ ...after, modifiedDateTime: null }).toEqual({ ...before, modifiedDateTime: null });
    }
  });

  it.each([
    ['users', { conditions: { users: { includeUsers: [NOBODY] } } }],
    ['groups', { conditions: { users: { excludeGroups: [NOBODY] } } }],
    ['roles', { conditions: { users: { includeRoles: ['Administrator'] } } }],
    ['applications', { conditions: { applications: { includeApplications: [NOBODY] } } }],
    ['locations', { conditions: { locations: { includeLocations: [NOBODY] } } }],
    ['strengths', { grantControls: { authenticationStrength: { id: NOBODY } } }],
    ['terms of use', { grantControls: { termsOfUse: [NOBODY] } }],
  ])('must refer to %s that exist', async (_, set) => {
    const graph = new GraphCaller();
    const id = await graph.create(POLICIES, policy());
    expect((await graph.patch(`${POLICIES}/${id}`, set)).status).toBe(400);
  });

  it('may refer to words, role templates, well-known and own applications', async () => {
    const graph = new GraphCaller();
    const { appId = null } = await graph.one('/applications');
    const applications = ['Office365', '00000002-0000-0ff1-ce00-000000000000', appId];
    const users = { includeRoles: ['62e90394-69f5-4237-9190-012177145e10'] };
    await graph.create(
      POLICIES,
      policy({ conditions: { users, applications: { includeApplications: applications } } }),
    );
  });

  it.each([
    [{ state: 'on' }, 400],
    [{ templateId: STRONG }, 400],
    [{ createdDateTime: '2020-01-01T00:00:00Z' }, 400],
    [{ conditions: { clientAppTypes: ['telepathy'] } }, 400],
    [{ conditions: { moonPhase: ['full'] } }, 400],
    [{ grantControls: { builtInControls: ['handshake'] } }, 400],
    [{ conditions: { deviceStates: null } }, 204],
    [{ sessionControls: { signInFrequency: { isEnabled: true, value: 4, type: 'hours' } } }, 204],
  ])('answer %j with %d', async (set, status) => {
    const graph = new GraphCaller();
    const id = await graph.create(POLICIES, policy());
    expect((await graph.patch(`${POLICIES}/${id}`, set)).status).toBe(status);
  });

  it('are at most 240', async () => {
    const graph = new GraphCaller({ users: 0 });
    for (let number = 0; number < 240; number += 1) await graph.create(POLICIES, policy());
    expect((await graph.post(POLICIES, policy())).status).toBe(400);
    expect((await graph.get(POLICIES)).value).toHaveLength(240);
  });

  it('are soft-deleted, listed, restored and purged', async () => {
    const graph = new GraphCaller();
    const id = await graph.create(POLICIES, policy());
    const before = (await graph.get(`${POLICIES}/${id}`)).body;
    expect((await graph.delete(`${POLICIES}/${id}`)).status).toBe(204);
    expect((await graph.get(`${POLICIES}/${id}`)).status).toBe(404);
    expect(ids(await graph.all(DELETED))).toEqual([id]);
    expect((await graph.get(`${DELETED}/${id}`)).body['deletedDateTime']).toBe('2026-03-01T12:00:00Z');
    expect((await graph.post(`${DELETED}/${id}/restore`)).body).toMatchObject({ id, deletedDateTime: null });
    expect((await graph.get(`${POLICIES}/${id}`)).body).toEqual(before);
    expect((await graph.post(`${DELETED}/${id}/restore`)).status).toBe(404);
    await graph.delete(`${POLICIES}/${id}`);
    expect((await graph.delete(`${DELETED}/${id}`)).status).toBe(204);
    expect((await graph.get(`${DELETED}/${id}`)).status).toBe(404);
  });
});
