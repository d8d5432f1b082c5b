import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#catalogue';
import { DEFAULT_GUARDS, type GuardSettings } from '#protection';
import { ADMINISTRATOR, ALL, Engine, granted, TENANT } from '../support/engine.js';
import { readRealPolicies } from '../support/real-policies.js';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [EMERGENCY, ADMIN, BLOCK, LOCATION, STRENGTH] = [guid(1), guid(2), guid(3), guid(4), guid(5)];
const { policies, groups } = readRealPolicies((place) => guid(1_000 + place));
const EMERGENCY_GROUP = groups.get('EmergencyAccessAccountsGroup') ?? '';
const PHISHING_RESISTANT = '00000000-0000-0000-0000-000000000004';

const GUARDS: GuardSettings = {
  ...DEFAULT_GUARDS,
  administratorIds: [ADMIN],
  signInFromManagedDevices: true,
};

/** The real policies, all of them on, over the accounts and groups that they name. */
function furnish({ directory }: Engine): void {
  for (const [name, id] of groups) directory.put('group', id, { displayName: name, securityEnabled: true });
  for (const id of [EMERGENCY, ADMIN])
    directory.put('user', id, { displayName: id, accountEnabled: true, usageLocation: 'DE' });
  directory.link(EMERGENCY_GROUP, EMERGENCY);
  directory.put('authenticationStrengthPolicy', PHISHING_RESISTANT, {
    displayName: 'Phishing-resistant MFA',
    policyType: 'builtIn',
    allowedCombinations: ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'],
  });
  directory.put('authenticationStrengthPolicy', STRENGTH, strength(['fido2']));
  directory.put('namedLocationPolicy', LOCATION, countries(['DE', 'FR']));
  directory.put('namedLocationPolicy', guid(7), {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    displayName: 'Head office',
    isTrusted: true,
    ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '198.51.100.0/24' }],
  });
  policies.forEach((policy, place) => {
    directory.put('conditionalAccessPolicy', guid(2_000 + place), { ...policy, state: 'enabled' });
  });
}

const strength = (allowedCombinations: string[]): JsonObject => ({
  displayName: 'Administrators',
  policyType: 'custom',
  allowedCombinations,
});
const countries = (countriesAndRegions: string[]): JsonObject => ({
  '@odata.type': '#microsoft.graph.countryNamedLocation',
  displayName: 'Where we are',
  countriesAndRegions,
  includeUnknownCountriesAndRegions: false,
});
const policy = (over: {
  users?: JsonObject;
  locations?: JsonObject;
  grantControls?: JsonObject;
}): JsonObject => ({
  displayName: 'All apps',
  state: 'enabled',
  conditions: {
    clientAppTypes: ['all'],
    applications: { includeApplications: ['All'] },
    users: { includeUsers: ['All'], ...over.users },
    ...(over.locations && { locations: over.locations }),
  },
  grantControls: over.grantControls ?? { operator: 'OR', builtInControls: ['block'] },
});

describe('a recovery that would shut people out', () => {
  let engine: Engine;

  const open = async (guards: GuardSettings = GUARDS) => {
    engine = new Engine();
    furnish(engine);
    await engine.connect({ emergencyAccessAccountIds: [EMERGENCY], guards });
    engine.startWorker();
  };
  beforeEach(() => open());
  afterEach(() => engine.close());

  const failure = async (recovery: string) => {
    expect(await engine.ended(recovery)).toBe('failed');
    const events = await engine.eventsOf(`recovery-${recovery}`);
    return events.find(({ type }) => type === 'RecoveryFailed')?.data;
  };
  /** Recovers a state in which something is wrong, from one in which it is not. */
  const recoverTo = async (wrong: () => void, right: () => void): Promise<string> => {
    wrong();
    const backup = await engine.takeBackup();
    right();
    return engine.startRecovery(backup);
  };
  const put = (...args: Parameters<Engine['directory']['put']>) => engine.directory.put(...args);

  it.each<[string, string, () => [() => void, () => void]]>([
    [
      'block-all with an exclusion lost',
      BLOCK,
      () => [
        () => put('conditionalAccessPolicy', BLOCK, policy({})),
        () =>
          put(
            'conditionalAccessPolicy',
            BLOCK,
            policy({ users: { excludeGroups: [EMERGENCY_GROUP, ...adminGroups()] } }),
          ),
      ],
    ],
    [
      'a country location narrowed',
      BLOCK,
      () => {
        const elsewhere = { includeLocations: ['All'], excludeLocations: [LOCATION] };
        put('conditionalAccessPolicy', BLOCK, policy({ locations: elsewhere }));
        return [
          () => put('namedLocationPolicy', LOCATION, countries(['KP'])),
          () => put('namedLocationPolicy', LOCATION, countries(['DE', 'FR'])),
        ];
      },
    ],
    [
      'a strength that nobody has',
      BLOCK,
      () => {
        const grantControls = {
          operator: 'AND',
          builtInControls: [],
          authenticationStrength: { id: STRENGTH },
        };
        put('conditionalAccessPolicy', BLOCK, policy({ grantControls }));
        return [
          () => put('authenticationStrengthPolicy', STRENGTH, strength(['x509CertificateMultiFactor'])),
          () => put('authenticationStrengthPolicy', STRENGTH, strength(['fido2'])),
        ];
      },
    ],
    [
      'an emergency group emptied',
      BLOCK,
      () => {
        put(
          'conditionalAccessPolicy',
          BLOCK,
          policy({ users: { excludeUsers: [ADMIN], excludeGroups: [EMERGENCY_GROUP] } }),
        );
        return [
          () => engine.directory.state.delete(`group/${EMERGENCY_GROUP}/members/${EMERGENCY}`),
          () => engine.directory.link(EMERGENCY_GROUP, EMERGENCY),
        ];
      },
    ],
  ])('is refused before its first write: %s', async (_what, policyId, states) => {
    const { code, message } = (await failure(await recoverTo(...states()))) ?? {};
    expect(code).toBe('WouldLockOut');
    expect(message).toContain(policyId);
    expect(message).toContain(EMERGENCY);
    expect(engine.directory.effects).toEqual([]);
  });

  /** Groups that a policy may exclude beside the emergency group, so that the administrator gets in. */
  const adminGroups = (): string[] => {
    const group = guid(6);
    put('group', group, { displayName: 'Administrators', securityEnabled: true });
    engine.directory.link(group, ADMIN);
    return [group];
  };

  it('is refused as a plan, too', async () => {
    put('conditionalAccessPolicy', BLOCK, policy({}));
    const backup = await engine.takeBackup();
    put('conditionalAccessPolicy', BLOCK, { ...policy({}), state: 'disabled' });
    const dryRun = await engine.startRecovery(backup, { dryRun: true });
    expect(await failure(dryRun)).toMatchObject({ code: 'WouldLockOut' });
  });

  it('is refused where it was planned while all was well, and no longer is', async () => {
    put(
      'conditionalAccessPolicy',
      BLOCK,
      policy({ users: { excludeUsers: [ADMIN], excludeGroups: [EMERGENCY_GROUP] } }),
    );
    const backup = await engine.takeBackup();
    put('conditionalAccessPolicy', BLOCK, {
      ...policy({ users: { excludeUsers: [ADMIN], excludeGroups: [EMERGENCY_GROUP] } }),
      state: 'disabled',
    });
    const plan = await engine.freezePlan({ backupId: backup, scope: ALL });
    engine.directory.state.delete(`group/${EMERGENCY_GROUP}/members/${EMERGENCY}`);
    expect(await failure(await engine.startPlan(plan))).toMatchObject({ code: 'WouldLockOut' });
    expect(engine.directory.effects).toEqual([]);
  });

  it('is refused where no named administrator could sign in any more', async () => {
    const users = { excludeUsers: [EMERGENCY] };
    const recovery = await recoverTo(
      () => put('conditionalAccessPolicy', BLOCK, policy({ users })),
      () => put('conditionalAccessPolicy', BLOCK, { ...policy({ users }), state: 'disabled' }),
    );
    const { code, message } = (await failure(recovery)) ?? {};
    expect(code).toBe('WouldLockOut');
    expect(message).toContain(ADMIN);
  });

  it('is carried out where it lets them in again, in an order in which nobody is shut out meanwhile', async () => {
    const excluded = policy({ users: { excludeUsers: [ADMIN], excludeGroups: [EMERGENCY_GROUP] } });
    put('conditionalAccessPolicy', BLOCK, excluded);
    const backup = await engine.takeBackup();
    put('conditionalAccessPolicy', BLOCK, { ...excluded, state: 'disabled' });
    engine.directory.state.delete(`group/${EMERGENCY_GROUP}/members/${EMERGENCY}`);
    policies.forEach((each, place) =>
      put('conditionalAccessPolicy', guid(2_000 + place), { ...each, state: 'disabled' }),
    );
    expect(await engine.ended(await engine.startRecovery(backup))).toBe('completed');
    expect(engine.directory.object('conditionalAccessPolicy', BLOCK)?.attributes['state']).toBe('enabled');
  });

  it('is carried out where someone is shut out already, and it has no part in that', async () => {
    put('user', guid(9), { displayName: 'Nine', department: 'Sales', accountEnabled: true });
    const backup = await engine.takeBackup();
    put('user', guid(9), { displayName: 'Nine', department: 'Hacked', accountEnabled: true });
    put('conditionalAccessPolicy', BLOCK, policy({}));
    const scope = { kind: 'objectTypes', objectTypes: ['user'] } as const;
    expect(await engine.ended(await engine.startRecovery(backup, { scope }))).toBe('completed');
  });
});

describe('the last holder of a highest role', () => {
  let engine: Engine;

  beforeEach(async () => {
    engine = new Engine();
    engine.directory.role = '62e90394-69f5-4237-9190-012177145e10';
    for (const n of [10, 11]) engine.directory.holders.add(guid(n));
    engine.directory.put('user', guid(10), { displayName: 'Ten', accountEnabled: false });
    await engine.connect();
    engine.startWorker();
  });
  afterEach(() => engine.close());

  it('is neither disabled nor deleted', async () => {
    const backup = await engine.takeBackup();
    engine.directory.put('user', guid(11), { displayName: 'Eleven', accountEnabled: true });
    const recovery = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('failed');
    const failed = (await engine.eventsOf(`recovery-${recovery}`)).find(
      ({ type }) => type === 'RecoveryFailed',
    );
    expect(failed?.data).toMatchObject({
      code: 'LastRoleHolder',
      message: expect.stringContaining(guid(11)),
    });
    expect(engine.directory.effects).toEqual([]);
  });

  it('may go once someone else holds it who can sign in', async () => {
    const backup = await engine.takeBackup();
    engine.directory.put('user', guid(11), { displayName: 'Eleven', accountEnabled: true });
    engine.directory.put('user', guid(10), { displayName: 'Ten', accountEnabled: true });
    const scope = { kind: 'objectIds', objectIds: [guid(11)] } as const;
    expect(await engine.ended(await engine.startRecovery(backup, { scope }))).toBe('completed');
  });
});

describe('what the settings protect, and limit', () => {
  let engine: Engine;
  const open = async (guards: Partial<GuardSettings>) => {
    engine = new Engine();
    for (let n = 0; n < 40; n += 1)
      engine.directory.put('user', guid(100 + n), { displayName: `Person ${n}`, accountEnabled: true });
    await engine.connect({ guards: { ...DEFAULT_GUARDS, ...guards } });
    engine.startWorker();
  };
  afterEach(() => engine.close());

  it('is never disabled or soft-deleted, and the plan says why', async () => {
    await open({ protectedObjectIds: [guid(100), guid(200)] });
    engine.directory.put('user', guid(100), { displayName: 'Person 0', accountEnabled: false });
    const backup = await engine.takeBackup();
    engine.directory.put('user', guid(100), { displayName: 'Hacked', accountEnabled: true });
    engine.directory.put('user', guid(200), { displayName: 'Robot', accountEnabled: true });
    const recovery = await engine.startRecovery(backup);
    expect(await engine.ended(recovery)).toBe('completed');
    expect(engine.directory.object('user', guid(200))?.lifecycle).toBe('live');
    expect(engine.directory.object('user', guid(100))?.attributes).toMatchObject({
      displayName: 'Person 0',
      accountEnabled: true,
    });
    expect((await engine.recoveryState(recovery)).plan?.excluded).toEqual({ protectedObject: 2 });
  });

  it('asks for confirmation of a mass change, and changes nothing before', async () => {
    await open({ massChangeLimitPercent: 50 });
    const backup = await engine.takeBackup();
    for (let n = 0; n < 30; n += 1)
      engine.directory.put('user', guid(100 + n), { displayName: 'Hacked', accountEnabled: true });
    const refused = await engine.startRecovery(backup);
    expect(await engine.ended(refused)).toBe('failed');
    const events = await engine.eventsOf(`recovery-${refused}`);
    expect(events.find(({ type }) => type === 'RecoveryFailed')?.data).toMatchObject({
      code: 'MassChangeNotConfirmed',
      message: expect.stringContaining('30 of 40 user objects'),
    });
    expect(engine.directory.effects).toEqual([]);
    expect(await engine.ended(await engine.startRecovery(backup, { dryRun: true }))).toBe('completed');
    const from = { backupId: backup, scope: ALL };
    const confirmed = await engine.requests.startRecovery(
      TENANT,
      { from, dryRun: false, reason: null, confirmMassChange: true },
      ADMINISTRATOR,
    );
    expect(await engine.ended(granted(confirmed).id)).toBe('completed');
  });

  it('lets little pass unconfirmed', async () => {
    await open({ massChangeLimitPercent: 5 });
    const backup = await engine.takeBackup();
    for (let n = 0; n < 9; n += 1)
      engine.directory.put('user', guid(100 + n), { displayName: 'Hacked', accountEnabled: true });
    expect(await engine.ended(await engine.startRecovery(backup))).toBe('completed');
  });
});
