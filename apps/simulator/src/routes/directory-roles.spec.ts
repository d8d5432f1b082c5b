import { describe, expect, it } from '@jest/globals';
import { GraphCaller } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';

const ROLES = '/roleManagement/directory';

describe('directory roles', () => {
  it('are the same in every tenant', async () => {
    const graph = new GraphCaller({ users: 0 });
    const roles = await graph.all(`${ROLES}/roleDefinitions`);
    expect(roles).toHaveLength(9);
    expect(
      (await graph.get(`${ROLES}/roleDefinitions/62e90394-69f5-4237-9190-012177145e10`)).body,
    ).toMatchObject({
      displayName: 'Global Administrator',
      templateId: '62e90394-69f5-4237-9190-012177145e10',
      isBuiltIn: true,
      isEnabled: true,
    });
  });

  it('are held by users, and by groups that roles can be assigned to', async () => {
    const graph = new GraphCaller();
    const assignments = await graph.all(`${ROLES}/roleAssignments`);
    const holders = await graph.post('/directoryObjects/getByIds', {
      ids: assignments.map(({ principalId }) => textOf(principalId)),
    });
    const types = holders.value.map((holder) => holder['@odata.type']);
    expect(new Set(types)).toEqual(new Set(['#microsoft.graph.user', '#microsoft.graph.group']));
    const names = (await graph.all(`${ROLES}/roleDefinitions?$select=id`)).map(({ id }) => id);
    for (const { roleDefinitionId } of assignments) expect(names).toContain(roleDefinitionId);
  });
});
