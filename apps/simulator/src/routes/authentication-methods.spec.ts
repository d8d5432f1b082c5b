import { describe, expect, it } from '@jest/globals';
import { CATALOGUE, type JsonObject } from '#catalogue';
import { GraphCaller } from '../graph-caller.contract.js';
import { textOf } from '../model/json-text.js';

const POLICY = '/policies/authenticationMethodsPolicy';
const CONFIGURATIONS = `${POLICY}/authenticationMethodConfigurations`;
const GROUP = '7d54cb02-aaa3-4016-9f9c-a4b49422dd9b';
const type = (name: string) => ({
  '@odata.type': `#microsoft.graph.${name}AuthenticationMethodConfiguration`,
});

async function configuration(graph: GraphCaller, id: string): Promise<JsonObject> {
  return (await graph.get(`${CONFIGURATIONS}/${id}`)).body;
}

describe('the authentication methods policy', () => {
  it('shows all configurations in one answer, each as it is by itself', async () => {
    const graph = new GraphCaller({ users: 0 });
    const { body } = await graph.get(POLICY);
    const inline = body['authenticationMethodConfigurations'] as readonly JsonObject[];
    const elements = CATALOGUE.authenticationMethodPolicy.attributes.flatMap(({ read }) =>
      read.by === 'element' ? [read.id] : [],
    );
    expect(inline.map(({ id }) => id)).toEqual(
      expect.arrayContaining([...elements, 'HardwareOath', 'QrCodePin']),
    );
    expect((await graph.get(CONFIGURATIONS)).value).toEqual(inline);
    for (const one of inline)
      expect(await configuration(graph, textOf(one['id']))).toEqual({
        '@odata.context': expect.stringMatching(/authenticationMethodConfigurations\/\$entity$/),
        ...one,
      });
  });

  it('takes its own members, and no configurations', async () => {
    const graph = new GraphCaller({ users: 0 });
    expect((await graph.patch(POLICY, { reconfirmationInDays: 90 })).status).toBe(204);
    expect((await graph.get(`${POLICY}?$select=reconfirmationInDays`)).body['reconfirmationInDays']).toBe(90);
    for (const body of [
      { authenticationMethodConfigurations: [] },
      { policyVersion: '2' },
      { policyMigrationState: 'done' },
    ])
      expect((await graph.patch(POLICY, body)).status).toBe(400);
  });

  it('replaces the targets of a configuration whole and leaves the rest', async () => {
    const graph = new GraphCaller({ users: 0 });
    const includeTargets = [{ targetType: 'group', id: GROUP, isRegistrationRequired: false }];
    const changed = await graph.patch(`${CONFIGURATIONS}/fido2`, { ...type('fido2'), includeTargets });
    expect(changed.status).toBe(204);
    expect(await configuration(graph, 'Fido2')).toMatchObject({ state: 'enabled', includeTargets });
    expect((await configuration(graph, 'Sms'))['includeTargets']).toMatchObject([{ id: 'all_users' }]);
  });

  it('takes back what it has shown', async () => {
    const graph = new GraphCaller({ users: 0 });
    for (const shown of (await graph.get(CONFIGURATIONS)).value)
      expect([
        shown['id'],
        (await graph.patch(`${CONFIGURATIONS}/${textOf(shown['id'])}`, shown)).status,
      ]).toEqual([shown['id'], 204]);
  });

  it.each([
    ['Sms', 'without its type', { state: 'enabled' }],
    ['Sms', 'with the type of another', { ...type('voice'), state: 'enabled' }],
    ['Sms', 'with an unknown state', { ...type('sms'), state: 'on' }],
    ['Sms', 'with a member of another', { ...type('sms'), isUsableOnce: true }],
    ['Sms', 'with a target of no type', { ...type('sms'), includeTargets: [{ id: GROUP }] }],
    ['Sms', 'with a target of no id', { ...type('sms'), includeTargets: [{ id: 'x', targetType: 'group' }] }],
    ['Email', 'with an unknown choice', { ...type('email'), allowExternalIdToUseEmailOtp: 'perhaps' }],
    [
      'TemporaryAccessPass',
      'below ten minutes',
      { ...type('temporaryAccessPass'), minimumLifetimeInMinutes: 9 },
    ],
    [
      'TemporaryAccessPass',
      'beyond 30 days',
      { ...type('temporaryAccessPass'), maximumLifetimeInMinutes: 43_201 },
    ],
    [
      'TemporaryAccessPass',
      'with a default beyond the maximum',
      { ...type('temporaryAccessPass'), defaultLifetimeInMinutes: 481 },
    ],
    [
      'X509Certificate',
      'with no certificate rules',
      { ...type('x509Certificate'), crlValidationConfiguration: null },
    ],
  ])('refuses %s %s', async (id, _, body) => {
    const graph = new GraphCaller({ users: 0 });
    const before = await configuration(graph, id);
    expect((await graph.patch(`${CONFIGURATIONS}/${id}`, body)).status).toBe(400);
    expect(await configuration(graph, id)).toEqual(before);
  });

  it('knows no other configuration, and lets none be made or deleted', async () => {
    const graph = new GraphCaller({ users: 0 });
    expect((await graph.get(`${CONFIGURATIONS}/Pigeon`)).status).toBe(404);
    expect((await graph.post(CONFIGURATIONS, type('sms'))).status).toBe(405);
    expect((await graph.delete(`${CONFIGURATIONS}/Sms`)).status).toBe(405);
  });
});
