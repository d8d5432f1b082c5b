import { describe, expect, it } from '@jest/globals';
import { graphError, ORIGIN, scriptedGraph } from '../scripted-graph.contract.js';

const signal = new AbortController().signal;
const PATH = '/v1.0/roleManagement/directory/roleAssignments';

describe('the holders of directory roles', () => {
  it('are read page by page, each once', async () => {
    const { directory } = scriptedGraph(({ path }) => ({
      status: 200,
      body: path.includes('skiptoken')
        ? { value: [{ principalId: 'b' }, { principalId: 'a' }] }
        : {
            value: [{ principalId: 'a' }, { principalId: '../x' }, {}],
            '@odata.nextLink': `${ORIGIN}${PATH}?$skiptoken=2`,
          },
    }));
    expect([...((await directory.roleHolders?.(signal)) ?? [])]).toEqual(['a', 'b']);
  });

  it('are unknown where the connector may not read them', async () => {
    const { directory } = scriptedGraph(() => ({
      status: 403,
      body: graphError('Authorization_RequestDenied'),
    }));
    expect(await directory.roleHolders?.(signal)).toBeUndefined();
  });
});
