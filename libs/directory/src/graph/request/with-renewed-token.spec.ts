import { describe, expect, it } from '@jest/globals';
import { scriptedGraph } from '../scripted-graph.contract.js';
import { always, never, user } from '../apply/changes.contract.js';

describe('the token', () => {
  it('is renewed once on a 401, with the claims of the challenge', async () => {
    const asked: unknown[] = [];
    const { directory } = scriptedGraph(
      ({ headers }) =>
        headers['authorization'] === 'Bearer new'
          ? { status: 204 }
          : {
              status: 401,
              headers: {
                'WWW-Authenticate': `Bearer error="insufficient_claims", claims="${Buffer.from('{"nbf":1}').toString('base64')}"`,
              },
            },
      {
        tokens: {
          token: (options) => {
            asked.push(options);
            return Promise.resolve(options?.forceRefresh ? 'new' : 'old');
          },
        },
      },
    );
    const outcomes = await directory.apply([{ change: 'restore', object: user('u1') }], never);
    expect(outcomes).toEqual([{ outcome: 'applied' }]);
    expect(asked).toEqual([undefined, { forceRefresh: true, claims: '{"nbf":1}' }]);
  });

  it('that cannot be had leaves everything unsent', async () => {
    const { directory, sent } = scriptedGraph(always(204), {
      tokens: { token: () => Promise.reject(new Error('secret')) },
    });
    expect(await directory.apply([{ change: 'restore', object: user('u1') }], never)).toMatchObject([
      { outcome: 'notSent' },
    ]);
    expect(sent).toEqual([]);
  });
});
