import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#catalogue';
import { textOf } from '../model/json-text.js';
import { GraphCaller } from '../graph-caller.contract.js';

const TEAM: JsonObject = { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false };
const isList = (group: JsonObject): boolean => textOf(group['displayName']).startsWith('List ');
const isSynced = (group: JsonObject): boolean => group['onPremisesSyncEnabled'] === true;

describe('groups', () => {
  it('can be created as security groups and Microsoft 365 groups, not as distribution groups', async () => {
    const graph = new GraphCaller();
    await graph.createGroup('secure');
    const team = await graph.createGroup('team', TEAM);
    expect((await graph.get(`/groups/${team}`)).body).toMatchObject({
      mail: 'team@alderquay.example',
      visibility: 'Public',
    });
    const list = { displayName: 'l', mailNickname: 'l', mailEnabled: true, securityEnabled: false };
    expect((await graph.post('/groups', list)).status).toBe(400);
  });

  it('have nicknames that are unique among Microsoft 365 groups, and their address follows', async () => {
    const graph = new GraphCaller();
    await graph.createGroup('harbour', TEAM);
    const id = await graph.createGroup('meadow', TEAM);
    expect((await graph.patch(`/groups/${id}`, { mailNickname: 'Harbour' })).status).toBe(400);
    expect((await graph.patch(`/groups/${id}`, { mailNickname: 'field' })).status).toBe(204);
    expect((await graph.get(`/groups/${id}`)).body['mail']).toBe('field@alderquay.example');
  });

  it.each([
    [{ mailEnabled: true }, /mailEnabled.*read-only/],
    [{ mail: 'x@alderquay.example' }, /mail.*read-only/],
    [{ isAssignableToRole: true }, /isAssignableToRole.*read-only/],
    [{ groupTypes: ['Unified'] }, /groupTypes/],
    [{ visibility: 'HiddenMembership' }, /visibility/],
    [{ theme: 'Teal' }, /theme.*read-only/],
    [{ groupTypes: ['DynamicMembership'] }, /membershipRule/],
    [{ membershipRule: '(user.city -eq "Leeds")' }, /membership rule/],
  ])('refuse %j', async (set, message) => {
    const graph = new GraphCaller();
    const id = await graph.createGroup('secure');
    const { status, error } = await graph.patch(`/groups/${id}`, set);
    expect(status).toBe(400);
    expect(error.message).toMatch(message);
  });

  it('take a theme through the beta endpoint', async () => {
    const graph = new GraphCaller();
    const id = await graph.createGroup('team', TEAM);
    expect((await graph.patch(`/beta/groups/${id}`, { theme: 'Teal' })).status).toBe(204);
    expect((await graph.get(`/groups/${id}`)).body['theme']).toBe('Teal');
  });

  it('can become dynamic when the rule comes along', async () => {
    const graph = new GraphCaller();
    const id = await graph.createGroup('secure');
    const set = {
      groupTypes: ['DynamicMembership'],
      membershipRule: '(user.city -eq "Leeds")',
      membershipRuleProcessingState: 'On',
    };
    expect((await graph.patch(`/groups/${id}`, set)).status).toBe(204);
  });

  it('are always private when roles can be assigned to them', async () => {
    const graph = new GraphCaller();
    const id = await graph.createGroup('privileged', { isAssignableToRole: true });
    expect((await graph.get(`/groups/${id}`)).body['visibility']).toBe('Private');
    expect((await graph.patch(`/groups/${id}`, { visibility: 'Public' })).status).toBe(400);
  });

  it('are read-only when Exchange manages them, and deleted for good', async () => {
    const graph = new GraphCaller({ users: 600 });
    const { id } = await graph.one('/groups', isList);
    const refused = await graph.patch(`/groups/${id}`, { description: 'x' });
    expect(refused.error.message).toBe(
      'Cannot Update a mail-enabled security groups and or distribution list.',
    );
    expect((await graph.delete(`/groups/${id}`)).status).toBe(204);
    expect((await graph.get(`/directory/deletedItems/${id}`)).status).toBe(404);
  });

  it('are read-only when they are synced', async () => {
    const graph = new GraphCaller({ users: 600 });
    const { id } = await graph.one('/groups', isSynced);
    const refused = await graph.patch(`/groups/${id}`, { description: 'x' });
    expect(refused.error.message).toMatch(/^Unable to update the specified properties/);
  });

  it('look different while they are deleted, and like before when they are back', async () => {
    const graph = new GraphCaller();
    const [secure, team] = [
      await graph.createGroup('secure'),
      await graph.createGroup('team', { ...TEAM, securityEnabled: true }),
    ];
    await graph.delete(`/groups/${secure}`);
    await graph.delete(`/groups/${team}`);
    const deleted = await graph.all('/directory/deletedItems/microsoft.graph.group');
    const securityEnabled = new Map(deleted.map((group) => [group['id'], group['securityEnabled']]));
    expect([securityEnabled.get(secure), securityEnabled.get(team)]).toEqual([false, true]);
    await graph.post(`/directory/deletedItems/${secure}/restore`);
    expect((await graph.get(`/groups/${secure}`)).body['securityEnabled']).toBe(true);
  });
});
