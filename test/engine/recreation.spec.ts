import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isRefusal } from '#protection';
import { ADMINISTRATOR, Engine, granted, TENANT } from '../support/engine.js';
import type { Fate } from '../support/memory-directory.js';

const id = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [USER, GROUP, OUTER, LOCATION, POLICY, WATCHING] = [1, 2, 3, 4, 5, 6].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const [APP, APP_ID, PRINCIPAL, CLIENT] = [7, 8, 9, 10].map(id) as [string, string, string, string];
const GONE = [USER, GROUP, LOCATION, POLICY, APP];

const user = {
  ...{ displayName: 'Adele', userPrincipalName: 'adele@contoso.example', mailNickname: 'adele' },
  ...{ accountEnabled: true, department: 'Sales', perUserMfaState: 'enforced' },
};
const group = (name: string) => ({
  ...{ displayName: name, mailNickname: name, mailEnabled: false, securityEnabled: true },
});
const policy = (state: string, users: object) => ({
  ...{ displayName: `Policy ${state}`, state },
  conditions: { users: { includeUsers: [], ...users }, locations: { includeLocations: [LOCATION] } },
});

function furnish({ directory }: Engine): void {
  directory.put('user', USER, user);
  directory.put('user', CLIENT, { ...user, userPrincipalName: 'other@contoso.example' });
  for (const [groupId, name] of [
    [GROUP, 'sales'],
    [OUTER, 'everyone'],
  ] as const)
    directory.put('group', groupId, group(name));
  directory.link(GROUP, USER);
  directory.link(GROUP, CLIENT);
  directory.link(OUTER, GROUP);
  directory.put('namedLocationPolicy', LOCATION, {
    ...{ '@odata.type': '#microsoft.graph.countryNamedLocation', displayName: 'Home' },
    countriesAndRegions: ['NO'],
  });
  directory.put('conditionalAccessPolicy', POLICY, policy('enabled', { excludeGroups: [GROUP] }));
  directory.put('conditionalAccessPolicy', WATCHING, policy('disabled', { excludeUsers: [USER, CLIENT] }));
  directory.put('application', APP, {
    ...{ displayName: 'Payroll', appId: APP_ID, identifierUris: [`api://${APP_ID}`] },
    signInAudience: 'AzureADMyOrg',
  });
  directory.put('servicePrincipal', PRINCIPAL, {
    ...{ appId: APP_ID, displayName: 'Payroll', servicePrincipalType: 'Application', notes: 'Ours' },
  });
  directory.state.set(`servicePrincipal/${PRINCIPAL}/appRoleAssignedTo/${USER}.${id(99)}`, '');
}

/** Everything of these goes for good, with the links on either end; the other policy forgets one of them. */
function purge({ directory }: Engine): void {
  for (const key of [...directory.state.keys()])
    if ([...GONE, PRINCIPAL].some((gone) => key.includes(gone))) directory.state.delete(key);
  directory.put('conditionalAccessPolicy', WATCHING, {
    ...policy('disabled', { excludeUsers: [CLIENT] }),
    description: 'Changed since',
  });
}

describe('Re-creating what is gone for good', () => {
  let engine: Engine;
  let backup: string;

  const recreate = async (objectIds: readonly string[] = GONE, dryRun = false): Promise<string> => {
    const from = { backupId: backup, scope: { kind: 'objectIds', objectIds } } as const;
    const request = { from, dryRun, reason: null, recreate: true };
    return granted(await engine.requests.startRecovery(TENANT, request, ADMINISTRATOR)).id;
  };
  const begin = async (): Promise<void> => {
    engine = new Engine();
    furnish(engine);
    await engine.connect();
    engine.startWorker();
    backup = await engine.takeBackup();
    purge(engine);
  };
  const creations = () => engine.directory.effects.filter(({ change }) => change === 'create');
  const outcomes = async (recovery: string) =>
    (await engine.eventsOf(`recovery-${recovery}`))
      .filter(({ type }) => /RecoveryStep(Failed|Skipped)/.test(type))
      .map(({ data }) => data as { action: string; code?: string; reason?: string });
  const newIds = async (recovery: string) => (await engine.recoveryState(recovery)).created;

  beforeEach(begin);
  afterEach(() => engine.close());

  it('makes them again, and lets everything that named them name the new ones', async () => {
    const recovery = await recreate();
    expect(await engine.ended(recovery)).toBe('completed');
    expect(engine.trouble).toEqual([]);
    const ids = await newIds(recovery);
    const now = (old: string): string => ids.get(old) ?? '';
    const { directory } = engine;
    expect(directory.object('user', now(USER))?.attributes).toMatchObject({
      ...{ displayName: 'Adele', department: 'Sales', perUserMfaState: 'enforced' },
      accountEnabled: false,
    });
    const links = [...directory.state.keys()].filter((key) => key.split('/').length === 4);
    expect(links.sort()).toEqual(
      [
        `group/${now(GROUP)}/members/${now(USER)}`,
        `group/${now(GROUP)}/members/${CLIENT}`,
        `group/${OUTER}/members/${now(GROUP)}`,
        `servicePrincipal/${now(PRINCIPAL)}/appRoleAssignedTo/${now(USER)}.${id(99)}`,
      ].sort(),
    );
    expect(directory.object('conditionalAccessPolicy', now(POLICY))?.attributes).toMatchObject({
      state: 'enabledForReportingButNotEnforced',
      conditions: {
        users: { excludeGroups: [now(GROUP)] },
        locations: { includeLocations: [now(LOCATION)] },
      },
    });
    expect(directory.object('conditionalAccessPolicy', WATCHING)?.attributes).toMatchObject({
      description: 'Changed since',
      conditions: {
        users: { excludeUsers: [CLIENT, now(USER)] },
        locations: { includeLocations: [now(LOCATION)] },
      },
    });
  });

  it('makes an application and its service principal as one, under a new application id', async () => {
    const recovery = await recreate([PRINCIPAL]);
    expect(await engine.ended(recovery)).toBe('completed');
    const ids = await newIds(recovery);
    const appId = ids.get(APP_ID);
    expect(appId).toMatch(/^ffffffff/);
    expect(engine.directory.object('application', ids.get(APP) ?? '')?.attributes).toMatchObject({
      ...{ appId, identifierUris: [`api://${appId}`] },
    });
    expect(engine.directory.object('servicePrincipal', ids.get(PRINCIPAL) ?? '')?.attributes).toMatchObject({
      ...{ appId, notes: 'Ours' },
    });
  });

  it('makes nothing twice, however often it is asked for', async () => {
    await engine.ended(await recreate());
    const made = creations().length;
    expect(made).toBe(6);
    const again = await recreate();
    expect(await engine.ended(again)).toBe('completed');
    expect((await engine.recoveryState(again)).plan?.excluded).toEqual({ alreadyRecreated: 6 });
    expect(creations()).toHaveLength(made);
  });

  it('finishes what an earlier one had to leave, under the ids that there are', async () => {
    engine.directory.fate = (change) => (change.change === 'addLink' ? 'refused' : 'works');
    const first = await recreate();
    expect(await engine.ended(first)).toBe('completedWithWarnings');
    engine.directory.fate = () => 'works';
    await engine.ended(await recreate());
    const ids = await newIds(first);
    expect(engine.directory.state.has(`group/${ids.get(GROUP)}/members/${ids.get(USER)}`)).toBe(true);
  });

  it('finds what was made when the answer was lost', async () => {
    engine.directory.fate = ({ change }) => (change === 'create' ? 'lostAfterEffect' : 'works');
    const recovery = await recreate();
    expect(await engine.ended(recovery)).toBe('completed');
    expect(creations()).toHaveLength(6);
    expect((await newIds(recovery)).size).toBe(7);
    const found = (await engine.eventsOf(`recovery-${recovery}`)).filter(
      ({ type }) => type === 'RecoveryObjectCreated',
    );
    expect(found.every(({ data }) => (data as { verifiedByReading: boolean }).verifiedByReading)).toBe(true);
  });

  it('waits for what lists do not show yet', async () => {
    engine.directory.fate = ({ change }) => (change === 'create' ? 'lostAfterEffect' : 'works');
    let looks = 0;
    engine.directory.unseen = (made) => made.startsWith('eeeeeeee') && ++looks < 3;
    const recovery = await recreate([GROUP]);
    await engine.ended(recovery);
    expect((await newIds(recovery)).has(GROUP)).toBe(true);
    expect(creations()).toHaveLength(1);
  });

  it('does not send again what may have been made, and says so', async () => {
    engine.directory.fate = ({ change }) => (change === 'create' ? 'lostBeforeEffect' : 'works');
    const recovery = await recreate([GROUP]);
    expect(await engine.ended(recovery)).toBe('completedWithWarnings');
    const [failed, ...orphans] = await outcomes(recovery);
    expect(failed).toMatchObject({
      action: 'create',
      code: 'ambiguous',
      message: expect.stringContaining('name'),
    });
    expect(orphans.every(({ reason }) => reason === 'notRecreated')).toBe(true);
    engine.directory.fate = () => 'works';
    expect(await engine.ended(await recreate([GROUP]))).toBe('completed');
    expect(creations()).toHaveLength(1);
  });

  it('leaves alone what someone else has made under the same name', async () => {
    engine.directory.put('group', id(50), group('sales'));
    const recovery = await recreate([GROUP]);
    expect(await engine.ended(recovery)).toBe('completedWithWarnings');
    expect(await outcomes(recovery)).toContainEqual(
      expect.objectContaining({ action: 'create', reason: 'namesakeExists' }),
    );
    expect(creations()).toEqual([]);
  });

  it('does not make what names something that stays gone', async () => {
    const recovery = await recreate([POLICY]);
    await engine.ended(recovery);
    expect((await engine.recoveryState(recovery)).plan?.excluded).toEqual({ namesWhatIsGone: 1 });
    expect(creations()).toEqual([]);
  });

  it('leaves alone what is not gone for good', async () => {
    const recovery = await recreate([CLIENT]);
    await engine.ended(recovery);
    expect((await engine.recoveryState(recovery)).plan).toMatchObject({
      steps: 0,
      excluded: { notHardDeleted: 1 },
    });
  });

  it('can be tried out, agreed to, and started as a plan, once', async () => {
    const dry = await recreate(GONE, true);
    expect(await engine.ended(dry)).toBe('completed');
    expect(creations()).toEqual([]);
    const plan = { planId: dry, planDigest: (await engine.tenantState()).jobs.get(dry)?.planDigest ?? '' };
    expect(await engine.ended(await engine.startPlan(plan))).toBe('completed');
    expect(creations()).toHaveLength(6);
    await engine.ended(await engine.startPlan(plan));
    expect(creations()).toHaveLength(6);
  });

  it('knows what an earlier one has made by its id, whatever it is called now', async () => {
    const dry = await recreate([GROUP], true);
    await engine.ended(dry);
    const plan = { planId: dry, planDigest: (await engine.tenantState()).jobs.get(dry)?.planDigest ?? '' };
    const first = await recreate([GROUP]);
    await engine.ended(first);
    const made = (await newIds(first)).get(GROUP) ?? '';
    engine.directory.put('group', made, { ...group('sales'), displayName: 'Renamed' });
    const second = await engine.startPlan(plan);
    await engine.ended(second);
    expect(await outcomes(second)).toContainEqual(
      expect.objectContaining({ action: 'create', reason: 'alreadyRecreated' }),
    );
    expect(creations()).toHaveLength(1);
  });

  it('is undone by deleting what was made, softly, and is not made again after that', async () => {
    const recovery = await recreate([GROUP, USER]);
    await engine.ended(recovery);
    const ids = await newIds(recovery);
    const undo = { recoveryId: recovery, dryRun: false, reason: null };
    await engine.ended(granted(await engine.requests.undoRecovery(TENANT, undo, ADMINISTRATOR)).id);
    expect(engine.directory.object('group', ids.get(GROUP) ?? '')?.lifecycle).toBe('softDeleted');
    expect(engine.directory.object('user', ids.get(USER) ?? '')?.lifecycle).toBe('softDeleted');
    const again = await recreate([GROUP]);
    await engine.ended(again);
    expect((await engine.recoveryState(again)).plan?.excluded).toEqual({ recreatedAndDeleted: 1 });
  });

  it('goes on after its worker has died, and makes nothing twice', async () => {
    let batches = 0;
    engine.directory.fate = ({ change }) => (change === 'create' ? 'lostAfterEffect' : 'works');
    engine.directory.beforeBatch = () => {
      batches += 1;
      if (batches === 2) throw new Error('The worker dies.');
    };
    const recovery = await recreate();
    await engine.until(async () => batches >= 2);
    await engine.stopWorker();
    engine.directory.beforeBatch = () => undefined;
    engine.startWorker();
    await engine.ended(recovery);
    const names = creations().map((change) => JSON.stringify('object' in change && change.object));
    expect(new Set(names).size).toBe(names.length);
  });

  it('names its objects by id', async () => {
    const from = { backupId: backup, scope: { kind: 'allObjects' } } as const;
    const request = { from, dryRun: false, reason: null, recreate: true };
    const refused = await engine.requests.startRecovery(TENANT, request, ADMINISTRATOR);
    expect(isRefusal(refused) && refused.code).toBe('InvalidScope');
  });

  it('whatever becomes of the requests, no object is made twice, and repeating it never does either', async () => {
    const fates = fc.array(
      fc.constantFrom<Fate>('works', 'lostBeforeEffect', 'lostAfterEffect', 'refused', 'notSent'),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(fates, async (drawn) => {
        await engine.close();
        await begin();
        let n = 0;
        engine.directory.fate = () => drawn[n++ % drawn.length] ?? 'works';
        await engine.ended(await recreate());
        await engine.ended(await recreate());
        const seen = creations().map((change) => ('object' in change ? change.object.id : ''));
        expect(new Set(seen).size).toBe(seen.length);
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});
