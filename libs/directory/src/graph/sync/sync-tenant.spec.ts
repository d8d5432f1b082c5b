import { describe, expect, it } from '@jest/globals';
import { synced } from '../../head.contract.js';
import { graphError, type SeenRequest } from '../scripted-graph.contract.js';
import { page, type Lists } from './scripted-lists.contract.js';
import { open } from './sync-spec.contract.js';

describe('a sync fails without directory values when', () => {
  const failing = (answer: Lists[string]): Lists => ({ '/v1.0/users?': answer });
  const loop = page([{ id: 'u1' }], { next: '/v1.0/users?$skiptoken=1' });

  it.each([
    ['the network is down', failing(new TypeError('fetch failed')), 'network'],
    ['the service is down', failing({ status: 503 }), 'http503'],
    [
      'it is throttled past patience',
      failing({ status: 429, body: graphError('TooManyRequests') }),
      'TooManyRequests',
    ],
    ['pages lead in a circle', { ...failing(loop), '/v1.0/users?$skiptoken=1': loop }, 'endlessPaging'],
    [
      'pages lead to another host',
      failing({ status: 200, body: { value: [], '@odata.nextLink': 'https://evil.example/v1.0/users' } }),
      'foreignOrigin',
    ],
    [
      'pages lead to another host that looks like ours',
      failing({ status: 200, body: { value: [], '@odata.nextLink': 'https://graph.example@evil.example/' } }),
      'foreignOrigin',
    ],
    [
      'pages lead to another scheme',
      failing({ status: 200, body: { value: [], '@odata.nextLink': 'http://graph.example/' } }),
      'foreignOrigin',
    ],
    ['a page is none', failing({ status: 200, body: { value: 'Ada' } }), 'unreadableAnswer'],
    [
      'an answer is a redirect',
      failing({ status: 307, headers: { Location: 'http://169.254.169.254/' } }),
      'http307',
    ],
    ['an object has no id', failing(page([{ id: '../Ada' }])), 'unreadableAnswer'],
    ['a delta query ends without a next link', { '/v1.0/users/delta': page([]) }, 'unreadableAnswer'],
  ])('%s', async (_, lists, code) => {
    const { directory, sent } = open(lists);
    const failure: unknown = await synced(directory).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'DirectoryUnavailableError', code });
    expect(String(failure)).not.toContain('Ada');
    expect(
      sent.every(({ path }: SeenRequest) => path.startsWith('/v1.0/') || path.startsWith('/beta/')),
    ).toBe(true);
  });

  it('but not when the caller has given up: then it ends with the caller’s reason', async () => {
    const control = new AbortController();
    const reason = new Error('cancelled');
    const { directory } = open({
      '/v1.0/users?': () => {
        control.abort(reason);
        return page([{ id: 'u1' }]);
      },
    });
    await expect(synced(directory, { signal: control.signal })).rejects.toBe(reason);
  });
});
