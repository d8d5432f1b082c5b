import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pathTemplate } from './path-template.js';

describe('the template of a path', () => {
  it.each([
    ['/v1.0/users/adele@contoso.example', '/v1.0/users/{}'],
    [
      '/v1.0/groups/6f1d0a52-2f10-4a3e-9d5b-0c6f8a7b1e01/members/7a2e1b63/$ref',
      '/v1.0/groups/{}/members/{}/$ref',
    ],
    ['/v1.0/users?$filter=displayName%20eq%20Adele', '/v1.0/users'],
    [
      '/v1.0/directory/deletedItems/microsoft.graph.user',
      '/v1.0/directory/deletedItems/microsoft.graph.user',
    ],
    ['/v1.0/users/adele', '/v1.0/users/{}'],
    ['/graphql', '/graphql'],
    ['/', '/'],
  ])('of %s is %s', (path, template) => {
    expect(pathTemplate(path)).toBe(template);
  });

  it('tells nothing of what is no word of an API', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), (made) => {
        const path = ['', ...made.map((each) => `x${each.replaceAll('/', '')}`)].join('/');
        expect(pathTemplate(path)).toMatch(/^(\/\{\})*$/);
      }),
    );
  });
});
