import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isObjectType as isGraphObject, type GraphQLSchema } from 'graphql';
import { encodeObject, fromGraph, objectKey, OBJECT_TYPES, type ObjectType } from '#catalogue';
import type { DriftView } from '#projections';
import { encodeStep, stepKey } from '#protection';
import { ApiUnderTest, type Token } from './api-under-test.contract.js';
import { buildSchema } from './schema-text.js';
import {
  auditEntryView,
  backupView,
  changeOf,
  id,
  recoveryView,
  reportView,
  stepView,
  TENANT,
  tenantView,
} from './views.contract.js';

const api = new ApiUnderTest();
const USER = id(100);
const GROUP = id(101);
const USERS_PLAN = 30;
const GROUPS_PLAN = 31;

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildSchema();
  await api.start();
});
afterAll(() => api.stop());

async function root(write: (put: (key: string, value: string) => void) => void): Promise<string> {
  const editor = api.vaults.of(TENANT).edit(undefined);
  write((key, value) => editor.put(key, value));
  return editor.commit();
}

const object = (type: ObjectType, objectId: string): [string, string] => [
  objectKey({ type, id: objectId }),
  encodeObject(fromGraph(type, objectId, 'live', { displayName: `A ${type}`, mailNickname: 'sales' })),
];

const restore = (type: ObjectType, objectId: string) =>
  encodeStep({ step: 'restore', stage: 0, object: { type, id: objectId } });

async function fill(): Promise<void> {
  const backupRoot = await root((put) => {
    put(...object('user', USER));
    put(...object('group', GROUP));
  });
  const both = await root((put) => {
    put(stepKey(0), restore('user', USER));
    put(stepKey(1), restore('group', GROUP));
  });
  const groups = await root((put) => put(stepKey(0), restore('group', GROUP)));
  const { all } = api.models;
  all.tenants = [tenantView()];
  all.backups = [
    backupView({
      root: backupRoot,
      certificate: (['user', 'group'] as const).map((type) => ({
        ...{ type, objects: 1, links: 0, pages: 1, mode: 'full', gaps: [] },
      })),
    }),
  ];
  const drift: DriftView = {
    status: 'found',
    severity: 'high',
    findings: [],
    acknowledgement: null,
    proposedPlanId: null,
    raisedAlarm: false,
    deliveries: [],
    massChanges: (['user', 'group'] as const).map((objectType) => ({
      ...{ objectType, changed: 9, objects: 10, isNew: true },
    })),
  };
  all.differenceReports = [reportView({ backupRoot, drift })];
  api.changes.reports.set(id(10), [
    changeOf({ type: 'user', id: USER, kind: 'hardDeleted', action: null }),
    changeOf({ type: 'group', id: GROUP, kind: 'hardDeleted', action: null }),
    changeOf({ type: 'user', id: id(102) }),
    changeOf({ type: 'group', id: id(103) }),
  ]);
  all.recoveries = [
    recoveryView(),
    recoveryView({ id: id(21) }),
    recoveryView({ id: id(USERS_PLAN), dryRun: true, planRoot: both }),
    recoveryView({ id: id(GROUPS_PLAN), dryRun: true, planRoot: groups }),
    recoveryView({ id: id(32), dryRun: true, status: 'inProgress', endedAt: null, planRoot: null }),
  ];
  const steps = [
    stepView({ objectType: 'user', objectId: USER, outcome: 'failed', code: 'Denied' }),
    stepView({ step: 1, objectType: 'group', objectId: GROUP, outcome: 'failed', code: 'Denied' }),
  ];
  all.steps.set(id(20), steps);
  all.steps.set(id(21), steps.slice(1));
  all.auditLog = (['user', 'group'] as const).map((objectType, place) =>
    auditEntryView({
      ...{ id: id(500 + place), activity: 'RecoveryStepApplied' },
      details: { step: place, objectType, objectId: objectType === 'user' ? USER : GROUP },
    }),
  );
  api.requests.asked.length = 0;
  api.requests.answer = { id: id(20), position: undefined };
}
beforeEach(fill);
afterEach(() => api.restoreRights());

/** Every place in which objects are shown, by the type of the schema that shows them. */
const DOORS: readonly (readonly [door: string, shows: string, query: string])[] = [
  [
    'a report’s changes',
    'Change',
    `{ differenceReport(id: "${id(10)}") { changes { nodes { objectType objectId displayName } } } }`,
  ],
  [
    'a report’s changes, by a filter that asks for other types',
    'Change',
    `{ differenceReport(id: "${id(10)}") { changes(filter: { objectTypes: [user, group] }) { nodes { objectType } } } }`,
  ],
  [
    'a report’s summary',
    'TypeCount',
    `{ differenceReport(id: "${id(10)}") { summary { byType { objectType count } } } }`,
  ],
  [
    'what is gone for good',
    'HardDeletedObject',
    `{ differenceReport(id: "${id(10)}") { hardDeletedObjects { nodes { objectType objectId inBackup { objectType } } } } }`,
  ],
  [
    'a drift’s mass changes',
    'DriftMassChange',
    `{ differenceReport(id: "${id(10)}") { drift { massChanges { objectType } } } }`,
  ],
  [
    'a backup’s contents',
    'BackupObject',
    `{ backup(id: "${id(1)}") { contents { nodes { objectType objectId attributes } } } }`,
  ],
  [
    'a search among a backup’s contents',
    'BackupObject',
    `{ backup(id: "${id(1)}") { contents(filter: { nameContains: "A ", objectTypes: [user, group] }) { nodes { objectType } } } }`,
  ],
  [
    'a backup’s certificate',
    'TypeCertificate',
    `{ backup(id: "${id(1)}") { certificate { objectType objects } } }`,
  ],
  [
    'a recovery’s steps',
    'RecoveryStep',
    `{ recovery(id: "${id(20)}") { steps { nodes { objectType objectId } } } }`,
  ],
  [
    'a recovery’s failed changes',
    'RecoveryStep',
    `{ recovery(id: "${id(20)}") { failedSteps { nodes { objectType objectId } } } }`,
  ],
  [
    'a recovery’s steps, reached by its id alone',
    'RecoveryStep',
    `{ node(id: "${id(20)}") { ... on Recovery { steps { nodes { objectType objectId } } } } }`,
  ],
  [
    'a plan’s steps',
    'PlannedStep',
    `{ recovery(id: "${id(USERS_PLAN)}") { plan { steps { nodes { objectType objectId } } } } }`,
  ],
  ['the audit log', 'AuditEntry', `{ auditLog(tenantId: "${TENANT}") { nodes { details } } }`],
];

/** The object types of everything in an answer that is not withheld. */
function typesIn(value: unknown): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...typesIn(each)]));
  if (typeof value !== 'object' || value === null) return new Set();
  const { objectType, withheld } = value as { objectType?: unknown; withheld?: unknown };
  const own = typeof objectType === 'string' && withheld !== true ? [objectType] : [];
  return new Set([...own, ...Object.values(value).flatMap((each) => [...typesIn(each)])]);
}

describe('a role that is for some object types only', () => {
  it('has every type of the schema that shows objects among the doors below', () => {
    const showing = Object.values(schema.getTypeMap())
      .filter(isGraphObject)
      .filter((type) => Object.keys(type.getFields()).includes('objectType'))
      .map(({ name }) => name);
    const doors = new Set(DOORS.map(([, shows]) => shows));
    expect(showing.filter((name) => !doors.has(name))).toEqual([]);
  });

  it.each(DOORS)('sees nothing of other types in %s', async (_door, _shows, query) => {
    const whole = await api.ask('reader', query);
    expect([whole.errors, typesIn(whole.data)]).toEqual([[], new Set(['user', 'group'])]);
    const narrowed = await api.ask('groupReader', query);
    expect([narrowed.errors, typesIn(narrowed.data)]).toEqual([[], new Set(['group'])]);
    expect(JSON.stringify(narrowed.data)).not.toContain(USER);
  });

  it.each([
    `{ backup(id: "${id(1)}") { object(objectType: user, objectId: "${USER}") { objectId } } }`,
    `{ tenant(id: "${TENANT}") { objectTimeline(objectType: user, objectId: "${USER}") { lifecycle } } }`,
    `{ tenant(id: "${TENANT}") { attributeHistory(objectType: user, objectId: "${USER}", attribute: "displayName") { value } } }`,
    `{ tenant(id: "${TENANT}") { lastBackupOfObject(objectType: user, objectId: "${USER}", before: "2030-01-01T00:00:00Z") { id } } }`,
  ])('is told so when it asks for an object of another type: %s', async (query) => {
    expect((await api.ask('reader', query)).errors).toEqual([]);
    const { errors } = await api.ask('groupReader', query);
    expect(errors).toMatchObject([
      { extensions: { code: 'ObjectTypesNotPermitted' }, message: expect.stringContaining('user') },
    ]);
    expect((await api.ask('groupReader', query.replace('user', 'group'))).errors).toEqual([]);
  });

  it.each([
    ['tenant', TENANT],
    ['backup', id(1)],
    ['differenceReport', id(10)],
    ['recovery', id(20)],
  ])('is told what is withheld: %s', async (field, key) => {
    const query = `{ ${field}(id: "${key}") { withheldTypes } }`;
    expect((await api.ask('reader', query)).data[field]).toEqual({ withheldTypes: [] });
    expect((await api.ask('groupReader', query)).data[field]).toEqual({
      withheldTypes: OBJECT_TYPES.filter((type) => type !== 'group'),
    });
  });

  it('pages over what it sees of a plan, though what it does not see lies between', async () => {
    const query = `{ recovery(id: "${id(USERS_PLAN)}") { plan { steps(first: 1) { nodes { objectType } pageInfo { hasNextPage } totalCount } } } }`;
    const { data } = await api.ask('groupReader', query);
    expect(data['recovery']).toEqual({
      plan: {
        steps: { nodes: [{ objectType: 'group' }], pageInfo: { hasNextPage: false }, totalCount: 1 },
      },
    });
  });

  it.each(['getChanges', 'getFailedChanges'])(
    'sees nothing of other types in Graph’s %s',
    async (operation) => {
      const job = operation === 'getChanges' ? id(10) : id(20);
      api.changes.reports.set(id(10), [
        changeOf({ type: 'user', id: USER }),
        changeOf({ type: 'group', id: GROUP }),
      ]);
      const ask = async (token: Token) => {
        const path = `/v1.0/directory/recovery/jobs/${job}/${operation}`;
        const response = await fetch(new URL(path, api.url), {
          headers: { authorization: `Bearer ${token}` },
        });
        return (await response.json()) as { value: { entityTypeName: string }[] };
      };
      expect((await ask('reader')).value.map(({ entityTypeName }) => entityTypeName)).toEqual([
        'user',
        'group',
      ]);
      expect(await ask('groupReader')).toMatchObject({
        value: [{ entityTypeName: 'group' }],
        '@knownGood.withheldTypes': expect.arrayContaining(['user']),
      });
    },
  );
});

it('is refused by Graph’s face with 403 and the types in the way', async () => {
  const response = await fetch(new URL(`/v1.0/directory/recovery/snapshots/${id(1)}/recoveryJobs`, api.url), {
    method: 'POST',
    headers: { authorization: 'Bearer groupAdministrator', 'content-type': 'application/json' },
    body: '{}',
  });
  expect([response.status, await response.json()]).toMatchObject([
    403,
    { error: { code: 'Authorization_RequestDenied', message: expect.stringContaining('user') } },
  ]);
});

const REFUSAL = '... on Refusal { code message } ... on ObjectTypesNotPermitted { objectTypes }';
const from = (source: string, more = '') => `tenantId: "${TENANT}", from: { ${source} }${more}`;
const BACKUP = `backupId: "${id(1)}"`;
const REPORT = `differenceReportId: "${id(10)}"`;
const plan = (number: number) => `plan: { planId: "${id(number)}", digest: "${'ef'.repeat(32)}" }`;
const review = (number: number) => `planId: "${id(number)}", digest: "${'ef'.repeat(32)}", reason: "Why"`;
const OTHERS = OBJECT_TYPES.filter((type) => type !== 'group');
const ONLY = 'carried out' as const;

describe('a recovery by a role that is for groups only', () => {
  it.each<[mutation: string, what: string, input: string, beyond: readonly ObjectType[] | typeof ONLY]>([
    ['startRecovery', 'groups of a backup', from(BACKUP, ', scope: { objectTypes: [group] }'), ONLY],
    ['startRecovery', 'users and groups', from(BACKUP, ', scope: { objectTypes: [user, group] }'), ['user']],
    ['startRecovery', 'everything', from(BACKUP, ', scope: { allObjects: true }'), OTHERS],
    [
      'startRecovery',
      'everything, as a dry run',
      from(BACKUP, ', scope: { allObjects: true }, dryRun: true'),
      OTHERS,
    ],
    ['startRecovery', 'a group by its id', from(BACKUP, `, scope: { objectIds: ["${GROUP}"] }`), ONLY],
    [
      'startRecovery',
      'a user by id',
      from(BACKUP, `, scope: { objectIds: ["${GROUP}", "${USER}"] }`),
      ['user'],
    ],
    ['startRecovery', 'what no backup holds', from(BACKUP, `, scope: { objectIds: ["${id(999)}"] }`), OTHERS],
    ['startRecovery', 'a report of everything', from(REPORT), OTHERS],
    ['startRecovery', 'the groups of a report', from(REPORT, ', scope: { objectTypes: [group] }'), ONLY],
    [
      'startRecovery',
      'a new group of a report',
      from(REPORT, `, scope: { objectIds: ["${id(103)}"] }`),
      ONLY,
    ],
    [
      'startRecovery',
      'a new user of a report',
      from(REPORT, `, scope: { objectIds: ["${id(102)}"] }`),
      ['user'],
    ],
    ['startRecovery', 'a plan for users too', from(plan(USERS_PLAN)), ['user']],
    ['startRecovery', 'a plan for groups', from(plan(GROUPS_PLAN)), ONLY],
    ['freezePlan', 'groups', from(BACKUP, ', scope: { objectTypes: [group] }'), ONLY],
    ['freezePlan', 'users', from(BACKUP, ', scope: { objectTypes: [user] }'), ['user']],
    ['recoverObject', 'a group', `differenceReportId: "${id(10)}", objectId: "${id(103)}"`, ONLY],
    ['recoverObject', 'a user', `differenceReportId: "${id(10)}", objectId: "${id(102)}"`, ['user']],
    ['recreateObjects', 'even a group', `tenantId: "${TENANT}", ${REPORT}, objectIds: ["${GROUP}"]`, OTHERS],
    ['undoRecovery', 'what has changed a user', `recoveryId: "${id(20)}"`, ['user']],
    ['undoRecovery', 'what has changed groups', `recoveryId: "${id(21)}"`, ONLY],
    ['cancelJob', 'someone’s job over everything', `jobId: "${id(22)}"`, OTHERS],
    ['cancelJob', 'their own job', `jobId: "${id(20)}"`, ONLY],
    ['approvePlan', 'a plan for users too', review(USERS_PLAN), ['user']],
    ['rejectPlan', 'a plan for users too', review(USERS_PLAN), ['user']],
    ['approvePlan', 'a plan for groups', review(GROUPS_PLAN), ONLY],
  ])('%s: %s', async (mutation, _what, input, beyond) => {
    api.models.all.recoveries.push(recoveryView({ id: id(22), requestedBy: { id: id(7), name: 'Bo' } }));
    const query = `mutation { ${mutation}(input: { ${input} }) { __typename ${REFUSAL} } }`;
    const { data, errors } = await api.ask('groupAdministrator', query);
    expect(errors).toEqual([]);
    if (beyond === ONLY) {
      expect(data[mutation]).toEqual({ __typename: 'Recovery' });
      expect(api.requests.asked).toHaveLength(1);
      return;
    }
    expect(data[mutation]).toMatchObject({ __typename: 'ObjectTypesNotPermitted', objectTypes: beyond });
    expect(api.requests.asked).toEqual([]);
    expect(api.logged.at(-1)).toMatchObject({ objectTypes: beyond });
    expect((await api.ask('administrator', query)).data[mutation]).toEqual({ __typename: 'Recovery' });
  });

  it.each([
    ['startRecovery', from(plan(32)), 'PlanNotFrozen'],
    ['startRecovery', from(plan(40)), 'PlanNotFound'],
    ['startRecovery', from(`differenceReportId: "${id(40)}"`), 'DifferenceReportNotFound'],
    ['undoRecovery', `recoveryId: "${id(40)}"`, 'RecoveryNotFound'],
    ['undoRecovery', `recoveryId: "${id(32)}"`, 'RecoveryNotEnded'],
    ['cancelJob', `jobId: "${id(40)}"`, 'JobNotFound'],
  ])(
    'is not let through where this node does not know yet what it touches: %s',
    async (mutation, input, code) => {
      const query = `mutation { ${mutation}(input: { ${input} }) { __typename ${REFUSAL} } }`;
      expect((await api.ask('groupAdministrator', query)).data[mutation]).toMatchObject({ code });
      expect(api.requests.asked).toEqual([]);
    },
  );

  it('lets an approver of users decide on no plan that reaches groups', async () => {
    const query = `mutation { approvePlan(input: { ${review(USERS_PLAN)} }) { ${REFUSAL} } }`;
    expect((await api.ask('userApprover', query)).data['approvePlan']).toMatchObject({
      objectTypes: ['group'],
    });
  });

  it('tells an approver of groups which plans are theirs to decide on', async () => {
    const { all } = api.models;
    all.recoveries = all.recoveries.map((view) => ({ ...view, requestedBy: { id: id(7), name: 'Bo' } }));
    const mayReview = async (number: number) => {
      const query = `{ recovery(id: "${id(number)}") { plan { callerMayReview } } }`;
      return (await api.ask('groupAdministrator', query)).data['recovery'];
    };
    expect(await mayReview(GROUPS_PLAN)).toEqual({ plan: { callerMayReview: true } });
    expect(await mayReview(USERS_PLAN)).toEqual({ plan: { callerMayReview: false } });
  });

  it.each([
    ['changeSettings', `tenantId: "${TENANT}", backupRetentionDays: 7`],
    ['changeDriftWatch', `tenantId: "${TENANT}", watch: { schedule: "0 * * * *" }`],
    ['acknowledgeDrift', `differenceReportId: "${id(10)}", reason: "Known"`],
    ['unpinBackup', `backupId: "${id(1)}"`],
    ['completeImport', `tenantId: "${TENANT}", importRoot: "${'ab'.repeat(32)}", name: "An export"`],
  ])('cannot %s: that is of all types', async (mutation, input) => {
    const query = `mutation { ${mutation}(input: { ${input} }) { ... on Refusal { code message } } }`;
    expect((await api.ask('groupAdministrator', query)).data[mutation]).toMatchObject({
      code: 'NotPermitted',
      message: expect.stringContaining('all object types'),
    });
  });

  it('ends with the next request once it is withdrawn', async () => {
    const query = `{ backup(id: "${id(1)}") { id } }`;
    expect((await api.ask('groupAdministrator', query)).errors).toEqual([]);
    api.withdraw('groupAdministrator', { roles: [] });
    expect((await api.ask('groupAdministrator', query)).errors).toMatchObject([
      { extensions: { code: 'NotPermitted' } },
    ]);
  });
});
