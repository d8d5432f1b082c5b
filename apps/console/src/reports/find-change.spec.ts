import { describe, expect, it } from '@jest/globals';
import { findChange, type ChangeDetails } from './find-change.js';

const change = (objectId: string): ChangeDetails => ({
  objectType: 'user',
  objectId,
  displayName: 'Bela',
  kind: 'modified',
  action: 'update',
  recoverable: true,
  notRecoverableReason: null,
  attributes: [],
  links: [],
  madeBy: [],
  needs: [],
});

const pages = [['1', '2'], ['3']];

describe('finding the change of an object', () => {
  const readPage = async (_filter: object, after: string | null) => {
    const index = Number(after ?? 0);
    const nodes = (pages[index] ?? []).map(change);
    return { nodes, pageInfo: { hasNextPage: index + 1 < pages.length, endCursor: `${index + 1}` } };
  };

  it('looks through pages until it is there', async () => {
    expect((await findChange({ objectType: 'user', objectId: '3' }, readPage))?.objectId).toBe('3');
  });

  it('ends where the report has none', async () => {
    expect(await findChange({ objectType: 'user', objectId: '4' }, readPage)).toBeUndefined();
  });

  it('narrows by type, and by name where it is known', async () => {
    const filters: object[] = [];
    const noting = async (filter: object): Promise<undefined> => void filters.push(filter);
    await findChange({ objectType: 'user', objectId: '1', displayName: 'Bela' }, noting);
    await findChange({ objectType: 'group', objectId: '1', displayName: null }, noting);
    expect(filters).toEqual([{ objectTypes: ['user'], nameContains: 'Bela' }, { objectTypes: ['group'] }]);
  });
});
