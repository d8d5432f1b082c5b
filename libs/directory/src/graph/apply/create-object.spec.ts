import { describe, expect, it } from '@jest/globals';
import { isJsonObject, type Json, type ObjectRef, type ObjectType } from '#catalogue';
import type { TenantChange } from '../../directory.js';
import { graphError, scriptedGraph, type Scripted } from '../scripted-graph.contract.js';
import { never } from './changes.contract.js';

const object = (type: ObjectType): ObjectRef => ({ type, id: 'old' });
const create = (type: ObjectType, set: Readonly<Record<string, Json>>): TenantChange => ({
  change: 'create',
  object: object(type),
  set,
});
const user = create('user', {
  displayName: 'Adele',
  userPrincipalName: 'a@b.example',
  accountEnabled: false,
});

/** A Graph that answers each POST, alone or in a batch, by turns, and nothing else. */
function answering(...replies: readonly Scripted[]) {
  let next = 0;
  return scriptedGraph(({ method, path }) =>
    method === 'POST' && !path.endsWith('$batch') ? replies[Math.min(next++, replies.length - 1)] : undefined,
  );
}

describe('making an object', () => {
  it.each<[ObjectType, string]>([
    ['user', '/v1.0/users'],
    ['group', '/v1.0/groups'],
    ['application', '/v1.0/applications'],
    ['servicePrincipal', '/v1.0/servicePrincipals'],
    ['conditionalAccessPolicy', '/v1.0/identity/conditionalAccess/policies'],
    ['namedLocationPolicy', '/v1.0/identity/conditionalAccess/namedLocations'],
    ['authenticationStrengthPolicy', '/v1.0/policies/authenticationStrengthPolicies'],
  ])('of the type %s is a POST to %s', async (type, path) => {
    const { directory, seen } = answering({ status: 201, body: { id: 'new', displayName: 'Name' } });
    const outcomes = await directory.apply([create(type, { displayName: 'Name' })], never);
    expect(outcomes).toEqual([{ outcome: 'created', ids: { id: 'new' } }]);
    expect(seen).toMatchObject([{ method: 'POST', path, body: { displayName: 'Name' } }]);
  });

  it('tells the new application id of an application', async () => {
    const { directory } = answering({ status: 201, body: { id: 'new', appId: 'app' } });
    const outcomes = await directory.apply([create('application', { displayName: 'Payroll' })], never);
    expect(outcomes).toEqual([{ outcome: 'created', ids: { id: 'new', appId: 'app' } }]);
  });

  it('gives each user another long password, to be changed, and tells nobody', async () => {
    const { directory, seen } = answering({ status: 201, body: { id: 'new' } });
    const outcomes = await directory.apply([user, user], never);
    const passwords = seen.map(({ body }) => {
      const profile = isJsonObject(body) ? (body['passwordProfile'] ?? null) : null;
      expect(profile).toMatchObject({ forceChangePasswordNextSignIn: true });
      const password = isJsonObject(profile) ? profile['password'] : undefined;
      return typeof password === 'string' ? password : '';
    });
    expect(new Set(passwords).size).toBe(2);
    for (const password of passwords) {
      expect(password.length).toBeGreaterThanOrEqual(40);
      expect(JSON.stringify(outcomes)).not.toContain(password);
    }
  });

  it('switches the rule of a dynamic group on', async () => {
    const { directory, seen } = answering({ status: 201, body: { id: 'new' } });
    await directory.apply(
      [create('group', { groupTypes: ['DynamicMembership'], membershipRule: 'r' })],
      never,
    );
    expect(seen).toMatchObject([{ body: { membershipRuleProcessingState: 'On' } }]);
  });

  it.each<[string, Scripted]>([
    ['the connection broke', new Error('socket hang up')],
    ['the service failed', { status: 500, body: graphError('InternalServerError') }],
    ['the answer names no object', { status: 201, body: {} }],
  ])('stays in doubt where %s, and is not sent again', async (_, reply) => {
    const { directory, seen } = answering(reply);
    expect(await directory.apply([user], never)).toEqual([{ outcome: 'doubtful' }]);
    expect(seen).toHaveLength(1);
  });

  it('is refused in our own words, without the values of the answer', async () => {
    const taken = 'Another object with the same value for property userPrincipalName already exists.';
    const { directory } = answering({ status: 400, body: graphError('Request_BadRequest', taken) });
    expect(await directory.apply([user], never)).toEqual([
      {
        outcome: 'refused',
        code: 'Request_BadRequest',
        message: 'Another object has this value, which must be unique.',
      },
    ]);
  });

  it('waits until a new application is known where its service principal is made', async () => {
    const unknown = "The appId 'a' of the service principal does not reference a valid application object.";
    const { directory, seen } = answering(
      { status: 400, body: graphError('Request_BadRequest', unknown) },
      { status: 201, body: { id: 'new' } },
    );
    const outcomes = await directory.apply([create('servicePrincipal', { appId: 'a' })], never);
    expect(outcomes).toEqual([{ outcome: 'created', ids: { id: 'new' } }]);
    expect(seen).toHaveLength(2);
  });
});

describe('the namesakes of what is to be made', () => {
  const listing = (...value: readonly Json[]) => scriptedGraph(() => ({ status: 200, body: { value } }));

  it('are asked for by what tells them apart, with quotes kept from ending the text', async () => {
    const { directory, seen } = listing({ id: 'u1', userPrincipalName: "O'Neil@b.example" });
    const found = await directory.namesakes?.('user', { userPrincipalName: "o'neil@b.example" }, never);
    expect(found).toEqual([{ id: 'u1' }]);
    expect(seen[0]?.path).toContain("$filter=userPrincipalName eq 'o''neil@b.example'");
  });

  it('have the same nickname where they are groups', async () => {
    const { directory } = listing(
      { id: 'g1', displayName: 'Sales', mailNickname: 'sales' },
      { id: 'g2', displayName: 'Sales', mailNickname: 'other' },
    );
    const set = { displayName: 'Sales', mailNickname: 'sales' };
    expect(await directory.namesakes?.('group', set, never)).toEqual([{ id: 'g1' }]);
  });

  it('are picked from the whole list where Graph allows few requests', async () => {
    const { directory, seen } = listing({ id: 'p1', displayName: 'MFA' }, { id: 'p2', displayName: 'Other' });
    const found = await directory.namesakes?.('conditionalAccessPolicy', { displayName: 'MFA' }, never);
    expect(found).toEqual([{ id: 'p1' }]);
    expect(seen[0]?.path).not.toContain('$filter');
  });

  it('cannot be told while the tenant cannot be read', async () => {
    const { directory } = scriptedGraph(() => ({
      status: 403,
      body: graphError('Authorization_RequestDenied'),
    }));
    await expect(directory.namesakes?.('user', { userPrincipalName: 'a' }, never)).rejects.toMatchObject({
      name: 'DirectoryUnavailableError',
    });
  });
});
