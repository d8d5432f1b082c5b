import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#catalogue';
import { recognise } from './recognition.js';

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

function kindOf(path: string, object: JsonObject = {}): string {
  const found = recognise(object, path);
  switch (found?.is) {
    case 'resource':
      return found.resource;
    case 'reference':
      return `${found.collection} of ${found.resource} ${found.owner}`;
    case 'element':
      return `element of ${found.collection}`;
    case 'other':
      return 'other';
    case undefined:
      return 'unknown';
    default:
      return found satisfies never;
  }
}

describe('an exported object is told', () => {
  it.each([
    [`Groups/${ID}/Members/${OTHER}/${OTHER}.json`, `members of group ${ID}`],
    [`Groups/${ID}/members.json`, `members of group ${ID}`],
    ['Groups/Crew/Members/Ada.json', 'members of group Crew'],
    [`Users/${ID}/Manager/${OTHER}.json`, `manager of user ${ID}`],
    [`Policies/x/${ID}/Members/${OTHER}.json`, 'other'],
    [`PIM/Groups/${ID}.json`, 'other'],
    [
      'Policies/AuthenticationMethodsPolicy/AuthenticationMethodConfigurations/Sms.json',
      'element of authenticationMethodConfigurations',
    ],
  ])('by its place: %s', (path, kind) => {
    const user = { '@odata.type': '#microsoft.graph.user', userPrincipalName: 'x' };
    expect(kindOf(path, user)).toBe(kind);
  });

  it.each([
    ['#microsoft.graph.agentUser', 'user'],
    ['#Microsoft.Graph.countryNamedLocation', 'namedLocation'],
    ['#microsoft.graph.device', 'other'],
    ['#microsoft.graph.toString', 'other'],
  ])('by its type: %s', (type, kind) => {
    expect(kindOf('Users/x.json', { '@odata.type': type, grouptypes: [] })).toBe(kind);
  });

  it.each([
    ['users', 'user'],
    ['users(id,displayName)/$entity', 'user'],
    ['identity/conditionalAccess/policies', 'conditionalAccessPolicy'],
    ["servicePrincipals('x')/appRoleAssignedTo", 'appRoleAssignment'],
    ['organization', 'organization'],
  ])('by its context: %s', (set, kind) => {
    expect(kindOf('x.json', { '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${set}` })).toBe(
      kind,
    );
  });

  it.each([
    [{ Conditions: {}, State: 'enabled' }, 'conditionalAccessPolicy'],
    [{ appId: 'x', identifierUris: [] }, 'application'],
    [{ appId: 'x', servicePrincipalNames: [] }, 'servicePrincipal'],
    [{ verifiedDomains: [] }, 'organization'],
  ])('by its properties: %j', (object, kind) => {
    expect(kindOf('x/y.json', object)).toBe(kind);
  });

  it.each([
    [`Users/${ID}/${ID}.json`, 'user'],
    ['Groups/Members.json', 'group'],
    ['Groups/Users.json', 'group'],
    [`${ID}/Service Principals/x.json`, 'servicePrincipal'],
    ['named-locations.json', 'namedLocation'],
    ['Identity/Conditional/AccessPolicies/x.json', 'conditionalAccessPolicy'],
    ['AccessPolicies/x.json', 'unknown'],
    ['Organization/Branding/Localizations.json', 'unknown'],
    ['GroupSettings/x.json', 'unknown'],
  ])('by its folder, or its own name: %s', (path, kind) => {
    expect(kindOf(path, { id: ID, displayName: 'x' })).toBe(kind);
  });
});
