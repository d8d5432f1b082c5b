import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUE, OBJECT_TYPES } from '#catalogue';
import type { TenantChange } from '../../directory.js';
import { isObjectId } from '../graph-paths.js';
import { scriptedGraph } from '../scripted-graph.contract.js';
import { guardDeletion } from './deletion-guard.js';
import type { GraphRequest } from './graph-request.js';

const deletion = (path: string): GraphRequest => ({
  method: 'DELETE',
  path,
  lane: 'identity',
  effect: 'write',
});

describe('the guard against deleting for good', () => {
  it.each([
    '/v1.0/users/u1',
    '/v1.0/groups/g1/members/u1/$ref',
    '/v1.0/identity/conditionalAccess/policies/p1',
    '/v1.0/servicePrincipals/sp1/appRoleAssignedTo/-a_b',
    '/v1.0/oauth2PermissionGrants/x',
  ])('lets %s pass', (path) => {
    expect(() => guardDeletion(deletion(path))).not.toThrow();
  });

  it.each([
    '/v1.0/directory/deletedItems/u1',
    '/v1.0/identity/conditionalAccess/deletedItems/policies/p1',
    '/v1.0/groups/g1/members/u1',
    '/v1.0/groups/g1/members/$ref',
    '/v1.0/policies/authenticationStrengthPolicies/s1',
    '/v1.0/users/u1/manager/$ref',
    '/v1.0/users/',
    '/v1.0/users/..',
    '/v1.0/users/u1?x=1',
    '/v1.0/users/../directory/deletedItems/u1',
    '/v1.0/devices/d1',
    '/beta/users/u1',
  ])('stops %s', (path) => {
    expect(() => guardDeletion(deletion(path))).toThrow('delete for good');
  });

  it('is never needed: whatever is asked for, no request deletes for good', async () => {
    const id = fc.oneof(
      fc.uuid(),
      fc.constantFrom('..', '$ref', 'deletedItems', 'deletedItems/x', 'a/../b', 'u1?', '-_'),
      fc.string(),
    );
    const link = fc.record({
      type: fc.constantFrom(...OBJECT_TYPES),
      id,
      link: fc.constantFrom('members', 'appRoleAssignedTo', 'oauth2PermissionGrants', 'owners', '../x'),
      target: id,
    });
    const object = fc.record({ type: fc.constantFrom(...OBJECT_TYPES), id });
    const change: fc.Arbitrary<TenantChange> = fc.oneof(
      fc.record({ change: fc.constant('softDelete' as const), object }),
      fc.record({ change: fc.constant('restore' as const), object }),
      fc.record({ change: fc.constant('removeLink' as const), link }),
      fc.record({ change: fc.constant('addLink' as const), link, value: fc.string() }),
      fc.record({ change: fc.constant('updateLink' as const), link, value: fc.string() }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 30 }),
        fc.constantFrom(200, 404, 400),
        async (changes, status) => {
          const { directory, seen } = scriptedGraph(({ path }) =>
            path.endsWith('$batch') ? undefined : { status, body: { id: 'x', value: [] } },
          );
          await directory.apply(changes, new AbortController().signal);
          for (const { method, path } of seen.filter((request) => request.method === 'DELETE')) {
            expect(`${method} ${path}`).not.toMatch(/\/(directory|conditionalAccess)\/deletedItems\/|\.\./);
            expect(path).not.toMatch(/\/members\/[^/]+$/);
            const deletable = Object.values(CATALOGUE).filter((entry) => entry.deletedPath !== undefined);
            expect(
              deletable.some((entry) => path.startsWith(`/v1.0${entry.path}/`)) ||
                path.startsWith('/v1.0/oauth2PermissionGrants/'),
            ).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('tells ids from text that would change a path', () => {
    fc.assert(fc.property(fc.uuid(), (id) => isObjectId(id)));
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (isObjectId(text)) expect(new URL(`https://x.example/a/${text}`).pathname).toBe(`/a/${text}`);
      }),
    );
  });
});
