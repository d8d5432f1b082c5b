import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  fromGraph,
  keptAttributes,
  OBJECT_TYPES,
  type DirectoryObject,
  type Json,
  type JsonObject,
  type ObjectType,
} from '#catalogue';
import { creationOf } from './creation.js';
import { recreationPreflight } from './recreation-preflight.js';

const ID = '11111111-0000-4000-8000-000000000001';
const APP_ID = '22222222-0000-4000-8000-000000000002';

const object = (type: ObjectType, payload: JsonObject): DirectoryObject =>
  fromGraph(type, ID, 'live', payload);
const user = (more: JsonObject = {}) =>
  object('user', {
    displayName: 'Adele',
    userPrincipalName: 'adele@contoso.example',
    mailNickname: 'adele',
    accountEnabled: true,
    ...more,
  });
const group = (more: JsonObject = {}) =>
  object('group', {
    displayName: 'Sales',
    mailNickname: 'sales',
    mailEnabled: false,
    securityEnabled: true,
    ...more,
  });
const what = (losses: readonly { readonly what: string }[]): readonly string[] =>
  losses.map((loss) => loss.what);

describe('The pre-flight of a re-creation', () => {
  it('says of a user what comes back, and that ids, passwords and methods do not', () => {
    const { obstacle, comesBack, altered, lost } = recreationPreflight(
      user({ department: 'Sales', employeeHireDate: '2026-01-01T00:00:00Z' }),
    );
    expect(obstacle).toBeNull();
    expect(comesBack).toEqual(['department', 'displayName', 'mailNickname', 'userPrincipalName']);
    expect(what(altered)).toEqual(['accountEnabled']);
    expect(what(lost)).toEqual([
      'id',
      'password',
      'authenticationMethods',
      'licences',
      'directoryRoles',
      'mailbox',
      'manager',
      'employeeHireDate',
    ]);
  });

  it('never makes an account that is enabled, nor a policy that is on', () => {
    expect(creationOf(user()).set['accountEnabled']).toBe(false);
    const policy = (state: string) =>
      creationOf(object('conditionalAccessPolicy', { displayName: 'MFA', state, conditions: {} })).set[
        'state'
      ];
    expect(policy('enabled')).toBe('enabledForReportingButNotEnforced');
    expect(policy('disabled')).toBe('disabled');
  });

  it('says nothing was altered of an account that was disabled', () => {
    expect(recreationPreflight(user({ accountEnabled: false })).altered).toEqual([]);
  });

  it.each<[string, DirectoryObject, string]>([
    ['a synced user', user({ onPremisesSyncEnabled: true }), 'onPremisesSynced'],
    ['a guest', user({ userType: 'Guest' }), 'guest'],
    ['a distribution list', group({ mailEnabled: true, securityEnabled: false }), 'madeByExchange'],
    [
      'an object that the backup holds as deleted',
      { ...group(), lifecycle: 'softDeleted' },
      'deletedInBackup',
    ],
    ['a group without a nickname', group({ mailNickname: null }), 'notWholeInBackup'],
    [
      'a managed identity',
      object('servicePrincipal', { appId: APP_ID, servicePrincipalType: 'ManagedIdentity' }),
      'madeByMicrosoft',
    ],
    [
      'a built-in strength',
      object('authenticationStrengthPolicy', {
        displayName: 'MFA',
        allowedCombinations: ['fido2'],
        policyType: 'builtIn',
      }),
      'madeByMicrosoft',
    ],
    ['the authorization policy', object('authorizationPolicy', {}), 'notCreatable'],
  ])('does not make %s again, and says why', (_, gone, code) => {
    const { obstacle, comesBack, lost } = recreationPreflight(gone);
    expect(obstacle?.code).toBe(code);
    expect([comesBack, lost]).toEqual([[], []]);
  });

  it('tells a Microsoft 365 group and a role-assignable one what else they lose', () => {
    const unified = group({ groupTypes: ['Unified'], mailEnabled: true });
    expect(what(recreationPreflight(unified).lost)).toContain('content');
    const { comesBack, lost } = recreationPreflight(group({ isAssignableToRole: true }));
    expect(comesBack).toContain('isAssignableToRole');
    expect(what(lost)).toContain('directoryRoles');
  });

  it('writes what names the object itself once its new ids are known', () => {
    const application = object('application', {
      displayName: 'Payroll',
      appId: APP_ID,
      identifierUris: [`api://${APP_ID}`],
    });
    const { set, afterwards } = creationOf(application);
    expect(set).toEqual({ displayName: 'Payroll' });
    expect(afterwards).toEqual({ identifierUris: [`api://${APP_ID}`] });
  });

  it('writes what travels in requests of its own afterwards', () => {
    const { set, afterwards } = creationOf(user({ city: 'Oslo' }));
    expect([set['city'], afterwards['city']]).toEqual(['Oslo', undefined]);
    const themed = creationOf(group({ theme: 'Teal' }));
    expect([themed.set['theme'], themed.afterwards['theme']]).toEqual([undefined, 'Teal']);
  });

  it('accounts for each value of the backup that is compared: it comes back, comes back otherwise, or is lost', () => {
    const types = OBJECT_TYPES.filter(
      (type) => recreationPreflight(object(type, {})).obstacle?.code !== 'notCreatable',
    );
    const given = fc.constantFrom(...types).chain((type) => {
      const names = keptAttributes(type)
        .filter(({ role }) => role === 'compared')
        .map(({ name }) => name);
      return fc.record({ type: fc.constant(type), names: fc.uniqueArray(fc.constantFrom(...names)) });
    });
    fc.assert(
      fc.property(given, ({ type, names }) => {
        const gone = { type, id: ID, lifecycle: 'live', attributes: valuesFor(type, names) } as const;
        const { set, afterwards, altered, lost } = creationOf(gone);
        const told = new Set([
          ...Object.keys(set),
          ...Object.keys(afterwards),
          ...what(altered),
          ...what(lost),
        ]);
        expect(names.filter((name) => !told.has(name))).toEqual([]);
        expect(Object.keys(set).filter((name) => name in afterwards)).toEqual([]);
      }),
    );
  });
});

/** A value that is not empty, of each attribute’s kind. */
function valuesFor(type: ObjectType, names: readonly string[]): Readonly<Record<string, Json>> {
  const values: Readonly<Record<string, Json>> = {
    text: 'a',
    boolean: true,
    time: '2026-01-01T00:00:00Z',
    guid: APP_ID,
    texts: ['a'],
    objects: [{ a: 'a' }],
    object: { a: 'a' },
  };
  const kinds = new Map(keptAttributes(type).map(({ name, kind }) => [name, kind]));
  return Object.fromEntries(names.map((name) => [name, values[kinds.get(name) ?? 'text'] ?? 'a']));
}
