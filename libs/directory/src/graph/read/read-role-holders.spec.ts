import { describe, expect, it } from '@jest/globals';
import { graphError, ORIGIN, scriptedGraph } from '../scripted-graph.contract.js';

const signal = new AbortController().signal;
const PATH = '/v1.0/roleManagement/directory/roleAssignments';

const held = (roleDefinitionId: string, principalId: string) => ({ roleDefinitionId, principalId });

describe('the holders of directory roles', () => {
  it('are read page by page, each once', async () => {
    const { directory } = scriptedGraph(({ path }) => ({
      status: 200,
      body: path.includes('skiptoken')
        ? { value: [held('r1', 'b'), held('r1', 'a'), held('r2', 'a')] }
        : {
            value: [held('r1', 'a'), held('r1', '../x'), {}],
            '@odata.nextLink': `${ORIGIN}${PATH}?$skiptoken=2`,
          },
    }));
    expect(await directory.roleHolders?.(signal)).toEqual(
      new Map([
        ['r1', new Set(['a', 'b'])],
        ['r2', new Set(['a'])],
      ]),
    );
  });

  it('are unknown where the connector may not read them', async () => {
    const { directory } = scriptedGraph(() => ({
      status: 403,
      body: graphError('Authorization_RequestDenied'),
    }));
    expect(await directory.roleHolders?.(signal)).toBeUndefined();
  });
});
