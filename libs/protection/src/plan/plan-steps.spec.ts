import { describe, expect, it } from '@jest/globals';
import {
  CATALOGUE,
  fromGraph,
  type DirectoryObject,
  type JsonObject,
  type ObjectRef,
  type ObjectType,
} from '#catalogue';
import type { Change } from '../change/change.js';
import type { PlanLookups } from './plan-lookups.js';
import { guardedObjects } from '../guard/guarded-objects.js';
import { planSteps } from './plan-steps.js';

const change = (type: ObjectType, id: string, rest: Partial<Change>): Change => ({
  type,
  id,
  displayName: null,
  kind: 'modified',
  action: 'update',
  notRecoverable: null,
  attributes: [],
  links: [],
  ...rest,
});
const created = (type: ObjectType, id: string) => change(type, id, { kind: 'created', action: 'softDelete' });
const deleted = (type: ObjectType, id: string) =>
  change(type, id, { kind: 'softDeleted', action: 'restore' });
const modified = (
  type: ObjectType,
  id: string,
  name = 'displayName',
  backupValue: string | boolean = 'then',
) => change(type, id, { attributes: [{ name, backupValue, currentValue: 'now' }] });

const lookups = (rest: Partial<PlanLookups> = {}): PlanLookups => ({
  backupObject: () => undefined,
  currentObject: () => undefined,
  restoredLinks: [],
  guarded: new Map(),
  ...rest,
});
const live = (type: ObjectType, id: string, payload: JsonObject): DirectoryObject =>
  fromGraph(type, id, 'live', payload);

const plan = (changes: readonly Change[], rest: Partial<PlanLookups> = {}) =>
  planSteps(changes, lookups(rest));
/** `restore user/u1`, in the order of the plan. */
const summary = (changes: readonly Change[], rest: Partial<PlanLookups> = {}) =>
  plan(changes, rest).steps.map((step) =>
    'link' in step
      ? `${step.step} ${step.link.id}/${step.link.target}`
      : `${step.step} ${step.object.type}/${step.object.id}`,
  );

const TYPES: readonly ObjectType[] = [
  'conditionalAccessPolicy',
  'servicePrincipal',
  'application',
  'group',
  'user',
  'namedLocationPolicy',
];

describe('the order of a plan', () => {
  it('restores what is named before what names it, Conditional Access after all links', () => {
    const membership = change('group', 'g', {
      links: [{ link: 'members', target: 'u', change: 'add', backupValue: '', currentValue: null }],
    });
    const changes = [
      ...TYPES.map((type) => modified(type, 'm')),
      modified('authenticationStrengthPolicy', 's'),
      ...TYPES.map((type) => deleted(type, 'd')),
      membership,
    ];
    expect(summary(changes)).toEqual([
      'restore application/d',
      'restore user/d',
      'restore namedLocationPolicy/d',
      'restore servicePrincipal/d',
      'restore group/d',
      'update application/m',
      'update user/m',
      'update namedLocationPolicy/m',
      'update authenticationStrengthPolicy/s',
      'update servicePrincipal/m',
      'update group/m',
      'addLink g/u',
      'restore conditionalAccessPolicy/d',
      'update conditionalAccessPolicy/m',
    ]);
  });

  it('soft-deletes last: policies first, then applications and their principals, and locations at the end', () => {
    expect(
      summary(
        [...TYPES]
          .reverse()
          .map((type) => created(type, 'c'))
          .concat(modified('conditionalAccessPolicy', 'm')),
      ),
    ).toEqual(['update conditionalAccessPolicy/m', ...TYPES.map((type) => `softDelete ${type}/c`)]);
  });

  it('gives types that name each other stages of their own, and the stages ascend', () => {
    const steps = plan([
      ...TYPES.map((type) => created(type, 'c')),
      ...TYPES.map((type) => deleted(type, 'd')),
    ]).steps;
    const stages = steps.map(({ stage }) => stage);
    expect(stages).toEqual([...stages].sort((a, b) => a - b));
    const restoredAt = (type: ObjectType) =>
      steps.find((step) => step.step === 'restore' && step.object.type === type)?.stage ?? NaN;
    for (const type of TYPES)
      for (const named of CATALOGUE[type].dependsOn.filter((other) => TYPES.includes(other)))
        expect(restoredAt(named)).toBeLessThan(restoredAt(type));
  });
});

describe('an update', () => {
  it('writes only what differs, and remembers what was seen', () => {
    expect(plan([modified('user', 'u', 'city')]).steps).toEqual([
      {
        step: 'update',
        object: { type: 'user', id: 'u' },
        set: { city: 'then' },
        seen: { city: 'now' },
        stage: expect.any(Number),
      },
    ]);
  });

  it('makes a step of its own of what travels in a request of its own', () => {
    const attributes = ['city', 'perUserMfaState', 'state'].map((name) => ({
      name,
      backupValue: 'then',
      currentValue: 'now',
    }));
    expect(plan([change('user', 'u', { attributes })]).steps).toMatchObject([
      { step: 'update', set: { city: 'then', state: 'then' } },
      { step: 'update', set: { perUserMfaState: 'then' } },
    ]);
  });

  it('writes together what Graph wants to be told together', () => {
    const attributes = [
      {
        name: 'groupTypes',
        backupValue: ['DynamicMembership'],
        currentValue: [],
        writtenWith: [{ name: 'membershipRule', backupValue: 'rule', currentValue: null }],
      },
    ];
    expect(plan([change('group', 'g', { attributes })]).steps).toMatchObject([
      { set: { groupTypes: ['DynamicMembership'], membershipRule: 'rule' }, seen: { membershipRule: null } },
    ]);
  });

  it('adds, updates and removes links, without an update of the object where nothing else differs', () => {
    const links: Change['links'] = [
      {
        link: 'oauth2PermissionGrants',
        target: 'a',
        change: 'add',
        backupValue: 'User.Read',
        currentValue: null,
      },
      { link: 'oauth2PermissionGrants', target: 'b', change: 'update', backupValue: 'A', currentValue: 'B' },
      { link: 'oauth2PermissionGrants', target: 'c', change: 'remove', backupValue: null, currentValue: 'C' },
    ];
    expect(plan([change('servicePrincipal', 'p', { links })]).steps).toMatchObject([
      { step: 'addLink', link: { type: 'servicePrincipal', id: 'p', target: 'a' }, value: 'User.Read' },
      { step: 'updateLink', link: { target: 'b' }, value: 'A', seen: 'B' },
      { step: 'removeLink', link: { target: 'c' }, seen: 'C' },
    ]);
  });
});

describe('a restore', () => {
  it('is followed by putting right all attributes that the backup holds and Graph can write', () => {
    const backupObject = () =>
      live('group', 'g', {
        displayName: 'G',
        mail: 'g@x.example',
        membershipRule: 'r',
        securityEnabled: true,
      });
    const [restore, reconcile] = plan([deleted('group', 'g')], { backupObject }).steps;
    expect(restore).toMatchObject({ step: 'restore', object: { type: 'group', id: 'g' } });
    expect(reconcile).toMatchObject({ step: 'reconcile', set: { displayName: 'G', description: null } });
    const written = reconcile && 'set' in reconcile ? Object.keys(reconcile.set) : [];
    for (const name of ['mail', 'mailEnabled', 'membershipRule', 'onPremisesSyncEnabled'])
      expect(written).not.toContain(name);
    expect(written).toContain('securityEnabled');
  });

  it('clears what the object gained before it was deleted, in properties that the catalogue does not know too', () => {
    const gained = { name: 'newSetting', backupValue: null, currentValue: { on: true } };
    const policy = { ...deleted('conditionalAccessPolicy', 'p'), attributes: [gained] };
    const backupObject = () => live('conditionalAccessPolicy', 'p', { state: 'enabled' });
    expect(plan([policy], { backupObject }).steps[1]).toMatchObject({
      step: 'reconcile',
      set: { state: 'enabled', newSetting: null },
    });
  });

  it('in an undo puts right only what the undone recovery wrote', () => {
    const backupObject = () => live('namedLocationPolicy', 'l', { displayName: 'Office', isTrusted: true });
    const undo = { backupObject, mayReconcile: (_: ObjectRef, name: string) => name === 'isTrusted' };
    expect(plan([deleted('namedLocationPolicy', 'l')], undo).steps).toMatchObject([
      { step: 'restore' },
      { step: 'reconcile', set: { isTrusted: true } },
    ]);
    expect(summary([deleted('user', 'u')], { mayReconcile: () => false })).toEqual(['restore user/u']);
  });

  it('makes sure of the links that the object owns or is the target of, once each, and of no others', () => {
    const link = (id: string, target: string) => ({
      link: { type: 'group', id, link: 'members', target } as const,
      value: '',
    });
    const restoredLinks = [link('g', 'u'), link('h', 'u'), link('h', 'u'), link('g', 'x'), link('h', 'x')];
    const membership = change('group', 'h', {
      links: [{ link: 'members', target: 'u', change: 'add', backupValue: '', currentValue: null }],
    });
    expect(summary([deleted('user', 'u'), deleted('group', 'g'), membership], { restoredLinks })).toEqual([
      'restore user/u',
      'restore group/g',
      'addLink h/u',
      'addLink g/u',
      'addLink g/x',
    ]);
  });
});

describe('a soft-delete', () => {
  it('takes the trust from a trusted named location first', () => {
    const currentObject = () => live('namedLocationPolicy', 'l', { isTrusted: true });
    const { steps } = plan([created('namedLocationPolicy', 'l')], { currentObject });
    expect(steps).toMatchObject([
      { step: 'update', set: { isTrusted: false }, seen: { isTrusted: true } },
      { step: 'softDelete' },
    ]);
    expect(steps[0]?.stage).toBeLessThan(steps[1]?.stage ?? 0);
    expect(summary([created('namedLocationPolicy', 'l')])).toEqual(['softDelete namedLocationPolicy/l']);
  });
});

describe('what a plan leaves out', () => {
  it('is counted by reason', () => {
    const gone = change('user', 'a', { kind: 'hardDeleted', action: null, notRecoverable: 'hardDeleted' });
    const synced = change('user', 'b', { action: null, notRecoverable: 'onPremisesSynced' });
    expect(plan([gone, { ...gone, id: 'c' }, synced])).toEqual({
      steps: [],
      excluded: { hardDeleted: 2, onPremisesSynced: 1 },
    });
  });

  it('holds attributes that Graph does not take, and the others are written all the same', () => {
    const notWritable = { code: 'notWritableByApplications', message: 'Set it by hand.' };
    const attributes = [
      { name: 'employeeHireDate', backupValue: 'then', currentValue: 'now', notWritable },
      { name: 'city', backupValue: 'then', currentValue: 'now' },
    ];
    expect(plan([change('user', 'u', { attributes })])).toMatchObject({
      steps: [{ step: 'update', set: { city: 'then' } }],
      excluded: { notWritable: 1 },
    });
  });

  it('holds the soft-deletion and the disabling of emergency-access accounts, and nothing else of them', () => {
    const emergency = { guarded: guardedObjects(['e'], []) };
    const disabling = change('user', 'e', {
      attributes: [
        { name: 'accountEnabled', backupValue: false, currentValue: true },
        { name: 'city', backupValue: 'Oslo', currentValue: null },
      ],
    });
    const excluded = { emergencyAccessAccount: 1 };
    expect(plan([created('user', 'e')], emergency)).toEqual({ steps: [], excluded });
    expect(plan([disabling], emergency)).toMatchObject({ steps: [{ set: { city: 'Oslo' } }], excluded });
    expect(plan([disabling], emergency).steps[0]).not.toHaveProperty('set.accountEnabled');
    expect(plan([modified('user', 'e', 'accountEnabled', false)], emergency)).toEqual({
      steps: [],
      excluded,
    });
    expect(plan([modified('user', 'e', 'accountEnabled', true)], emergency)).toMatchObject({
      steps: [{ set: { accountEnabled: true } }],
      excluded: {},
    });
    const backupObject = () => live('user', 'e', { accountEnabled: false, city: 'Oslo' });
    const restored = plan([deleted('user', 'e')], { ...emergency, backupObject });
    expect(restored).toMatchObject({ steps: [{ step: 'restore' }, { set: { city: 'Oslo' } }], excluded });
    expect(restored.steps[1]).not.toHaveProperty('set.accountEnabled');
  });
});

describe('a protected service principal', () => {
  const guarded = guardedObjects([], ['own']);
  const permissions = change('servicePrincipal', 'graph', {
    links: [
      { link: 'appRoleAssignedTo', target: 'own.r1', change: 'remove', backupValue: null, currentValue: '' },
      {
        link: 'appRoleAssignedTo',
        target: 'other.r1',
        change: 'remove',
        backupValue: null,
        currentValue: '',
      },
      { link: 'appRoleAssignedTo', target: 'own.r2', change: 'add', backupValue: '', currentValue: null },
    ],
  });
  const grants = (id: string) =>
    change('servicePrincipal', id, {
      links: [
        {
          link: 'oauth2PermissionGrants',
          target: 'graph',
          change: 'update',
          backupValue: 'a',
          currentValue: 'a b',
        },
      ],
    });

  it('keeps the permissions that it has, and gets back those that it had', () => {
    expect(summary([permissions], { guarded }).toSorted()).toEqual([
      'addLink graph/own.r2',
      'removeLink graph/other.r1',
    ]);
    expect(plan([permissions], { guarded }).excluded).toEqual({ protectedObject: 1 });
    expect(summary([grants('own'), grants('other')], { guarded })).toEqual(['updateLink other/graph']);
  });
});
