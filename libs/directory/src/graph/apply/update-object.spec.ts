import { describe, expect, it } from '@jest/globals';
import { fromGraph, type Json, type ObjectRef, type ObjectType } from '#catalogue';
import { graphError, scriptedGraph } from '../scripted-graph.contract.js';

const never = new AbortController().signal;
const ref = (type: ObjectType): ObjectRef => ({ type, id: 'o1' });

async function updated(type: ObjectType, set: Readonly<Record<string, Json>>) {
  const { directory, seen } = scriptedGraph(({ method }) =>
    method === 'GET'
      ? { status: 200, body: { id: 'o1', '@odata.type': '#microsoft.graph.countryNamedLocation' } }
      : { status: 204 },
  );
  const [outcome] = await directory.apply([{ change: 'update', object: ref(type), set }], never);
  return { outcome, seen: seen.map(({ method, path, body }) => ({ request: `${method} ${path}`, body })) };
}

const canonical = (type: ObjectType, payload: { readonly [name: string]: Json }) =>
  fromGraph(type, 'o1', 'live', payload).attributes;

describe('an update', () => {
  it('writes a policy whole, so that nothing set since the backup stays', async () => {
    const policy = canonical('conditionalAccessPolicy', {
      displayName: 'P',
      conditions: {
        applications: { includeApplications: ['All'] },
        users: {
          includeUsers: ['All'],
          excludeGuestsOrExternalUsers: {
            guestOrExternalUserTypes: 'b2bCollaborationGuest',
            externalTenants: { '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants' },
          },
        },
        clientAppTypes: ['all'],
        laterCondition: { on: true },
      },
      grantControls: { operator: 'OR', authenticationStrength: { id: 's1', displayName: 'Strong' } },
      sessionControls: null,
    });
    const { conditions, grantControls, sessionControls } = policy;
    const { outcome, seen } = await updated('conditionalAccessPolicy', {
      conditions: conditions ?? null,
      grantControls: grantControls ?? null,
      sessionControls: sessionControls ?? null,
    });
    expect(outcome).toEqual({ outcome: 'applied' });
    expect(seen).toEqual([
      {
        request: 'PATCH /v1.0/identity/conditionalAccess/policies/o1',
        body: {
          conditions: {
            applications: {
              includeApplications: ['All'],
              excludeApplications: [],
              includeUserActions: [],
              includeAuthenticationContextClassReferences: [],
              applicationFilter: null,
            },
            users: {
              includeUsers: ['All'],
              excludeUsers: [],
              includeGroups: [],
              excludeGroups: [],
              includeRoles: [],
              excludeRoles: [],
              includeGuestsOrExternalUsers: null,
              excludeGuestsOrExternalUsers: {
                guestOrExternalUserTypes: 'b2bCollaborationGuest',
                externalTenants: { '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants' },
              },
            },
            clientAppTypes: ['all'],
            platforms: null,
            locations: null,
            devices: null,
            clientApplications: null,
            userRiskLevels: [],
            signInRiskLevels: [],
            servicePrincipalRiskLevels: [],
            insiderRiskLevels: null,
            authenticationFlows: null,
            laterCondition: { on: true },
          },
          grantControls: {
            operator: 'OR',
            builtInControls: [],
            customAuthenticationFactors: [],
            termsOfUse: [],
            authenticationStrength: { id: 's1' },
          },
          sessionControls: null,
        },
      },
    ]);
  });

  it.each([
    [
      'user',
      { employeeOrgData: { division: 'R' } },
      { employeeOrgData: { division: 'R', costCenter: null } },
    ],
    ['user', { employeeOrgData: null }, { employeeOrgData: null }],
    ['application', { publicClient: null }, { publicClient: { redirectUris: [] } }],
    [
      'application',
      { info: { logoUrl: 'https://x.example/logo', supportUrl: 'https://x.example' } },
      {
        info: {
          supportUrl: 'https://x.example',
          marketingUrl: null,
          privacyStatementUrl: null,
          termsOfServiceUrl: null,
        },
      },
    ],
    [
      'application',
      { optionalClaims: { idToken: [{ name: 'email', essential: false }] } },
      {
        optionalClaims: {
          idToken: [{ name: 'email', essential: false, source: null, additionalProperties: [] }],
          accessToken: [],
          saml2Token: [],
        },
      },
    ],
  ] as const)('of %s completes structures: %j', async (type, set, body) => {
    const { seen } = await updated(type, set);
    expect(seen.map((request) => request.body)).toEqual([body]);
  });

  it('names the kind of a named location, asking for it only when the attributes do not tell', async () => {
    const ip = await updated('namedLocationPolicy', { isTrusted: true });
    expect(ip.seen).toEqual([
      {
        request: 'PATCH /v1.0/identity/conditionalAccess/namedLocations/o1',
        body: { isTrusted: true, '@odata.type': '#microsoft.graph.ipNamedLocation' },
      },
    ]);
    const name = await updated('namedLocationPolicy', { displayName: 'Office' });
    expect(name.seen.map(({ request }) => request.split(' ')[0])).toEqual(['GET', 'PATCH']);
    expect(name.seen[1]?.body).toEqual({
      displayName: 'Office',
      '@odata.type': '#microsoft.graph.countryNamedLocation',
    });
  });

  it('writes the combinations of an authentication strength by their own action', async () => {
    const { seen } = await updated('authenticationStrengthPolicy', {
      description: 'Keys only',
      allowedCombinations: ['fido2'],
    });
    expect(seen).toEqual([
      {
        request: 'PATCH /v1.0/policies/authenticationStrengthPolicies/o1',
        body: { description: 'Keys only' },
      },
      {
        request: 'POST /v1.0/policies/authenticationStrengthPolicies/o1/updateAllowedCombinations',
        body: { allowedCombinations: ['fido2'] },
      },
    ]);
  });

  it('of per-user multifactor authentication goes to its own resource', async () => {
    const { seen } = await updated('user', { city: 'Oslo', perUserMfaState: 'enforced' });
    expect(seen).toEqual([
      { request: 'PATCH /v1.0/users/o1', body: { city: 'Oslo' } },
      { request: 'PATCH /beta/users/o1/authentication/requirements', body: { perUserMfaState: 'enforced' } },
    ]);
  });

  it('writes each authentication method by the configuration that it is', async () => {
    const sms = { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration', state: 'disabled' };
    const { seen } = await updated('authenticationMethodPolicy', { sms: { id: 'Sms', ...sms } });
    const path = '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Sms';
    expect(seen).toEqual([{ request: `PATCH ${path}`, body: sms }]);
  });

  it('of a group’s theme goes to beta', async () => {
    const { seen } = await updated('group', { theme: 'Teal', description: null });
    expect(seen).toEqual([{ request: 'PATCH /beta/groups/o1', body: { theme: 'Teal', description: null } }]);
  });

  it.each([
    ['user', { displayName: null }, 'cannotBeCleared'],
    ['user', { mail: null }, 'cannotBeCleared'],
    ['user', { usageLocation: null }, 'cannotBeCleared'],
    ['user', { employeeHireDate: '2020-01-01T00:00:00Z' }, 'notWritableByApplications'],
    ['user', { businessPhones: ['1', '2'] }, 'tooManyValues'],
    ['group', { mailEnabled: true }, 'readOnly'],
    ['group', { isAssignableToRole: true }, 'readOnly'],
    ['application', { publisherDomain: 'x.example' }, 'readOnly'],
    ['authorizationPolicy', { displayName: 'x' }, 'readOnly'],
    ['organization', { strongAuthenticationPolicy: {} }, 'noGraphApi'],
  ] as const)('of %s that Graph cannot make is refused without sending: %j', async (type, set, code) => {
    const { outcome, seen } = await updated(type, { ...set, description: 'also' });
    expect(outcome).toMatchObject({ outcome: 'refused', code });
    expect(seen).toEqual([]);
  });

  it('without attributes has nothing to do', async () => {
    expect(await updated('user', {})).toEqual({ outcome: { outcome: 'unchanged' }, seen: [] });
  });

  it('that stops half-way tells what stopped it', async () => {
    const { directory } = scriptedGraph(({ method }) =>
      method === 'PATCH' ? { status: 204 } : { status: 400, body: graphError('badRequest') },
    );
    const outcomes = await directory.apply(
      [
        {
          change: 'update',
          object: ref('authenticationStrengthPolicy'),
          set: { displayName: 'S', allowedCombinations: ['fido2'] },
        },
      ],
      never,
    );
    expect(outcomes).toMatchObject([{ outcome: 'refused', code: 'badRequest' }]);
  });
});
