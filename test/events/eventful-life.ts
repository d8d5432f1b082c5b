import { AlarmNotTold } from '#jobs';
import { isRefusal } from '#protection';
import type { Entry } from '#vault';
import { ADMINISTRATOR, ALL, Engine, granted, SETTINGS, TENANT } from '../support/engine.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Begins every directory value of the story, so that one that strays into the log is recognised. */
export const MARKER = 'DirectoryValue';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [GROUP, POLICY, SYNCED, APPLICATION] = [guid(900), guid(901), guid(902), guid(903)];
const [CLIENT, API, STRANGER] = [guid(904), guid(905), guid(906)];
const USERS = Array.from({ length: 50 }, (_, n) => guid(n));
const GRANT = `servicePrincipal/${CLIENT}/oauth2PermissionGrants/${API}`;

const person = (id: string, changes: Readonly<Record<string, string>> = {}) => ({
  displayName: `${MARKER} name of ${id}`,
  userPrincipalName: `${MARKER}.${id}@${MARKER}.example`,
  mail: `${MARKER}.${id}@${MARKER}.example`,
  department: `${MARKER} department`,
  jobTitle: `${MARKER} title`,
  mobilePhone: `${MARKER} phone`,
  otherMails: [`${MARKER}@elsewhere.example`],
  employeeOrgData: { division: `${MARKER} division`, costCenter: `${MARKER} centre` },
  ...changes,
});
const policy = (state: string) => ({
  displayName: `${MARKER} policy`,
  state: `${MARKER} ${state}`,
  conditions: {
    users: { includeUsers: [`${MARKER} ${state}`] },
    locations: { includeLocations: [`${MARKER} place ${state}`] },
    userAgents: { [`${MARKER} key`]: [`${MARKER} agent`] },
  },
});
const group = {
  ...{ displayName: `${MARKER} group`, description: `${MARKER} description` },
  ...{ mailNickname: MARKER, mailEnabled: false, securityEnabled: true },
};

function furnish({ directory }: Engine): void {
  for (const id of USERS) directory.put('user', id, person(id));
  directory.put('user', SYNCED, { ...person(SYNCED), onPremisesSyncEnabled: true });
  directory.put('group', GROUP, group);
  for (const id of USERS.slice(0, 20)) directory.link(GROUP, id);
  directory.put('conditionalAccessPolicy', POLICY, policy('before'));
  directory.put('application', APPLICATION, {
    displayName: `${MARKER} application`,
    appId: guid(908),
    notes: `${MARKER} notes`,
  });
  for (const id of [CLIENT, API])
    directory.put('servicePrincipal', id, { displayName: `${MARKER} ${id}`, notes: `${MARKER} notes` });
  directory.state.set(GRANT, `${MARKER}.Read ${MARKER}.Write`);
}

function attack({ directory }: Engine): void {
  const changed = { department: `${MARKER} hacked`, jobTitle: `${MARKER} intruder` };
  for (const id of USERS.slice(0, 30)) directory.put('user', id, person(id, changed));
  directory.put('user', guid(40), person(guid(40)), 'softDeleted');
  directory.put('user', SYNCED, { ...person(SYNCED, changed), onPremisesSyncEnabled: true });
  directory.put('user', STRANGER, person(STRANGER));
  directory.state.delete(`group/${GROUP}/members/${guid(1)}`);
  directory.link(GROUP, STRANGER);
  directory.put('conditionalAccessPolicy', POLICY, policy('after'));
  directory.state.set(GRANT, `${MARKER}.Everything`);
}

/** Lets everything happen to a tenant that can: every type of event comes about at least once. */
export async function eventfulLife(engine: Engine): Promise<void> {
  furnish(engine);
  await engine.connect();
  engine.startWorker();
  const settings = { ...SETTINGS, backupRetentionDays: 2, historyRetentionDays: 2 };
  granted(await engine.requests.changeSettings(TENANT, settings, ADMINISTRATOR));
  await trouble(engine);
  const backup = await engine.takeBackup();
  attack(engine);
  await reports(engine, backup);
  await imported(engine);
  await plans(engine, backup);
  attack(engine);
  await recoveries(engine, backup);
  const whole = await engine.takeBackup();
  await withLinksThatComeBack(engine, whole);
  await recreation(engine, whole);
  await drift(engine);
  await retention(engine);
}

/** A backup, a report and a recovery that fail, for the tenant cannot be read. */
async function trouble(engine: Engine): Promise<void> {
  const backup = await engine.takeBackup();
  engine.directory.unavailable = true;
  await engine.takeBackup();
  await engine.ended(await startReport(engine, backup));
  await engine.ended(await engine.startRecovery(backup));
  engine.directory.unavailable = false;
}

async function reports(engine: Engine, backup: string): Promise<void> {
  const report = await startReport(engine, backup);
  await engine.ended(report);
  const recovered = await engine.requests.recoverObject(
    TENANT,
    { differenceReportId: report, objectId: guid(2), reason: 'first of all', idempotencyKey: 'object-2' },
    ADMINISTRATOR,
  );
  await engine.ended(granted(recovered).id);
  await engine.stopWorker();
  granted(await engine.requests.cancelJob(TENANT, await startReport(engine, backup), ADMINISTRATOR));
  engine.startWorker();
}

/** An export that is taken in. */
async function imported(engine: Engine): Promise<void> {
  const root = await engine.addToImport([someoneOf(engine)]);
  const contents = await engine.imports.contentsOf(TENANT, root);
  if (isRefusal(contents)) throw new Error(contents.message);
  granted(await engine.requests.importBackup(TENANT, { root, name: 'An export', contents }, ADMINISTRATOR));
}

/** A user as the tenant's snapshots hold it. */
function someoneOf({ directory }: Engine): Entry {
  const key = `user/${guid(0)}`;
  return { key, value: directory.state.get(key) ?? '' };
}

/** A plan that is looked at, approved and started when some of it has moved, and one that is rejected. */
async function plans(engine: Engine, backup: string): Promise<void> {
  const selection = { filter: { objectTypes: ['user'], nameContains: `${MARKER} name` } } as const;
  const plan = await engine.freezePlan({ backupId: backup, scope: ALL }, { selection });
  const reviewer = { ...ADMINISTRATOR, actor: { id: guid(950), name: 'Robin Reviewer' } };
  for (const review of [{ type: 'RecordPlanView' }, { type: 'ApprovePlan', reason: 'Looks right' }] as const)
    granted(await engine.requests.reviewPlan(TENANT, { ...plan, ...review }, reviewer));
  engine.directory.put(
    'user',
    guid(3),
    person(guid(3), { department: `${MARKER} moved`, jobTitle: 'moved' }),
  );
  await engine.ended(await engine.startPlan(plan));
  const other = await engine.freezePlan({ backupId: backup, scope: ALL });
  const rejection = { ...other, type: 'RejectPlan', reason: 'Touches too much' } as const;
  granted(await engine.requests.reviewPlan(TENANT, rejection, reviewer));
}

/** One that is cancelled, one whose worker dies and whose steps meet every fate, and its undo. */
async function recoveries(engine: Engine, backup: string): Promise<void> {
  let cancelled = '';
  engine.directory.beforeBatch = async () => {
    engine.directory.beforeBatch = () => undefined;
    granted(await engine.requests.cancelJob(TENANT, cancelled, ADMINISTRATOR));
  };
  cancelled = await engine.startRecovery(backup);
  await engine.ended(cancelled);
  attack(engine);

  let batches = 0;
  engine.directory.beforeBatch = () => {
    batches += 1;
    if (batches === 2) throw new Error('The worker dies.');
  };
  let requests = 0;
  engine.directory.fate = (change) => {
    requests += 1;
    if ('object' in change && change.object.id === guid(3)) return 'refused';
    if ('object' in change && change.object.id === guid(4)) {
      engine.directory.put('user', guid(4), person(guid(4), { department: `${MARKER} by hand` }));
      return 'lostBeforeEffect';
    }
    return requests % 5 === 0 ? 'lostAfterEffect' : 'works';
  };
  const recovery = await engine.startRecovery(backup);
  await engine.until(async () => batches >= 2);
  await engine.stopWorker();
  engine.startWorker();
  await engine.ended(recovery);
  engine.directory.fate = () => 'works';
  const undo = { recoveryId: recovery, dryRun: false, reason: 'wrong backup' };
  await engine.ended(granted(await engine.requests.undoRecovery(TENANT, undo, ADMINISTRATOR)).id);
}

/** Checks that find nothing, something, fail, and make way; a destination that takes an alarm, and one that does not. */
async function drift(engine: Engine): Promise<void> {
  const tell = async (): Promise<void> => {
    throw new AlarmNotTold('status 410', true);
  };
  engine.alarmChannels.push(
    { name: 'soc', wants: () => true, tell: async () => undefined },
    { name: 'gone', wants: () => true, tell },
  );
  const rules = [{ name: 'Users', severity: 'high', objectTypes: ['user'], atLeast: 1 }] as const;
  const watch = { schedule: '0 0 1 1 *', rules, massChange: { percent: 5, atLeast: 2 }, proposesPlan: true };
  granted(await engine.drift.changeDriftWatch(TENANT, watch, ADMINISTRATOR));
  const backup = await engine.takeBackup();
  const check = async (): Promise<string> => {
    const { id } = granted(await engine.drift.startDriftCheck(TENANT, ADMINISTRATOR));
    await engine.until(async () => (await engine.tenantState()).drift.underWay === null);
    return id;
  };
  await check();
  for (const id of USERS.slice(30))
    engine.directory.put('user', id, person(id, { jobTitle: `${MARKER} drift` }));
  const reportId = await check();
  await engine.keepHouse();
  await engine.ended((await engine.tenantState()).drift.last?.planId ?? '');
  granted(await engine.drift.acknowledgeDrift(TENANT, { reportId, reason: 'A planned move' }, ADMINISTRATOR));
  engine.directory.unavailable = true;
  await check();
  engine.directory.unavailable = false;
  await engine.stopWorker();
  granted(await engine.drift.startDriftCheck(TENANT, ADMINISTRATOR));
  granted(await engine.requests.cancelJob(TENANT, await startReport(engine, backup), ADMINISTRATOR));
  engine.startWorker();
  granted(await engine.drift.unpinBackup(TENANT, backup, ADMINISTRATOR));
  granted(await engine.drift.changeDriftWatch(TENANT, null, ADMINISTRATOR));
}

/** Someone is slipped into a group that is then deleted: seen only once the group is back. */
async function withLinksThatComeBack(engine: Engine, backup: string): Promise<void> {
  engine.directory.link(GROUP, guid(45));
  engine.directory.put('group', GROUP, group, 'softDeleted');
  await engine.ended(await engine.startRecovery(backup));
}

/** An application that is gone for good, made again; and a group whose making is refused, or comes too late. */
async function recreation(engine: Engine, backup: string): Promise<void> {
  const { directory } = engine;
  for (const key of [...directory.state.keys()])
    if (key.includes(APPLICATION) || key.includes(GROUP)) directory.state.delete(key);
  const from = { backupId: backup, scope: { kind: 'objectIds', objectIds: [APPLICATION, GROUP] } } as const;
  const again = async (): Promise<void> => {
    const request = { from, dryRun: false, reason: 'gone for good', recreate: true };
    await engine.ended(granted(await engine.requests.startRecovery(TENANT, request, ADMINISTRATOR)).id);
  };
  directory.fate = (change) =>
    change.change === 'create' && change.object.id === GROUP ? 'refused' : 'works';
  await again();
  directory.fate = () => 'works';
  directory.put('group', guid(907), group);
  await again();
}

async function retention(engine: Engine): Promise<void> {
  for (let day = 0; day < 4; day += 1) {
    await engine.clock.sleep(DAY_MS);
    await engine.keepHouse();
    await engine.until(async () => (await engine.tenantState()).runningBackupId === null);
  }
  await engine.until(async () => {
    const expired = await Promise.all([...(await engine.tenantState()).jobs.keys()].map(isExpired(engine)));
    return expired.every(Boolean);
  });
}

const isExpired =
  ({ aggregates }: Engine) =>
  async (id: string): Promise<boolean> =>
    (await aggregates.recovery.load(id)).state.status === 'expired' ||
    (await aggregates.differenceReport.load(id)).state.status === 'expired';

async function startReport(engine: Engine, backupId: string): Promise<string> {
  const request = { backupId, scope: ALL };
  return granted(await engine.requests.startDifferenceReport(TENANT, request, ADMINISTRATOR)).id;
}
