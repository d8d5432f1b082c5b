import { describe, expect, it } from '@jest/globals';
import type { ObjectRef } from '#catalogue';
import { graphError, scriptedGraph } from '../scripted-graph.contract.js';
import { always, group, never, user } from './changes.contract.js';

describe('restore and soft delete', () => {
  it('take a live object for restored, and a purged one for lost', async () => {
    const { directory } = scriptedGraph(({ method, path }) => {
      if (path.endsWith('$batch')) return undefined;
      if (method === 'GET' && path.startsWith('/v1.0/users/live'))
        return { status: 200, body: { id: 'live' } };
      return { status: 404, body: graphError('Request_ResourceNotFound') };
    });
    const outcomes = await directory.apply(
      [
        { change: 'restore', object: user('live') },
        { change: 'restore', object: user('gone') },
      ],
      never,
    );
    expect(outcomes).toMatchObject([{ outcome: 'unchanged' }, { outcome: 'refused', code: 'notRestorable' }]);
  });

  it('of a policy use the paths of Conditional Access, one by one', async () => {
    const policy: ObjectRef = { type: 'conditionalAccessPolicy', id: 'p1' };
    const other: ObjectRef = { type: 'conditionalAccessPolicy', id: 'p2' };
    const { directory, sent } = scriptedGraph(always(200, graphError('')));
    await directory.apply(
      [
        { change: 'restore', object: policy },
        { change: 'softDelete', object: other },
      ],
      never,
    );
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1.0/identity/conditionalAccess/deletedItems/policies/p1/restore',
      'DELETE /v1.0/identity/conditionalAccess/policies/p2',
    ]);
  });

  it('refuse what would be deleted for good', async () => {
    const { directory, seen } = scriptedGraph(({ path }) =>
      path.endsWith('$batch')
        ? undefined
        : { status: 200, body: { id: 'g1', mailEnabled: true, securityEnabled: true, groupTypes: [] } },
    );
    const outcomes = await directory.apply(
      [
        { change: 'softDelete', object: { type: 'authenticationStrengthPolicy', id: 's1' } },
        { change: 'softDelete', object: group },
      ],
      never,
    );
    expect(outcomes).toMatchObject([{ code: 'noSoftDelete' }, { code: 'noSoftDelete' }]);
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
  });

  it('refuse to delete security groups in clouds that cannot bring them back', async () => {
    const { directory, seen } = scriptedGraph(
      () => ({ status: 200, body: { id: 'g1', mailEnabled: false, groupTypes: [] } }),
      { baseUrl: 'https://graph.microsoft.us' },
    );
    expect(await directory.apply([{ change: 'softDelete', object: group }], never)).toMatchObject([
      { code: 'noSoftDelete' },
    ]);
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
  });

  it('delete a trusted location untrusted, and trust it again where that does not help', async () => {
    const location: ObjectRef = { type: 'namedLocationPolicy', id: 'l1' };
    let trusted = true;
    const inUse = scriptedGraph(({ method, body }) => {
      if (method === 'DELETE') return { status: 400, body: graphError('BadRequest') };
      if (method === 'PATCH') {
        trusted = (body as { isTrusted: boolean }).isTrusted;
        return { status: 204 };
      }
      return {
        status: 200,
        body: { id: 'l1', '@odata.type': '#microsoft.graph.ipNamedLocation', isTrusted: trusted },
      };
    });
    expect(await inUse.directory.apply([{ change: 'softDelete', object: location }], never)).toMatchObject([
      { outcome: 'refused', code: 'BadRequest' },
    ]);
    expect(trusted).toBe(true);
  });

  it('wait for an object that was just restored to be known everywhere', async () => {
    let patches = 0;
    const { directory } = scriptedGraph(({ method }) => {
      if (method === 'POST') return { status: 200, body: { id: 'u1' } };
      patches += 1;
      return patches < 4 ? { status: 404, body: graphError('Request_ResourceNotFound') } : { status: 204 };
    });
    const outcomes = await directory.apply(
      [
        { change: 'restore', object: user('u1') },
        { change: 'update', object: user('u1'), set: { city: 'Oslo' } },
      ],
      never,
    );
    expect(outcomes).toEqual([{ outcome: 'applied' }, { outcome: 'applied' }]);
  });
});
