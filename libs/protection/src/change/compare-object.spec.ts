import { describe, expect, it } from '@jest/globals';
import {
  fromGraph,
  type DirectoryObject,
  type JsonObject,
  type Lifecycle,
  type ObjectType,
} from '#catalogue';
import type { Change } from './change.js';
import type { LinkDifference, LinkTarget } from './compare-links.js';
import { compareObject, type ObjectComparison } from './compare-object.js';
import { guardedObjects } from '../guard/guarded-objects.js';
import { countChanges } from './count-changes.js';

const ID = '7d54cb02-aaa3-4016-9f9c-a4b49422dd9b';
const NOTHING_KNOWN = { guarded: new Map(), linkTargets: (): LinkTarget => ({}) };

const object =
  (type: ObjectType) =>
  (payload: JsonObject, lifecycle: Lifecycle = 'live'): DirectoryObject =>
    fromGraph(type, ID, lifecycle, payload);
const user = object('user');
const group = object('group');
const location = object('namedLocationPolicy');
const policy = object('conditionalAccessPolicy');
const strength = object('authenticationStrengthPolicy');
const principal = object('servicePrincipal');

const compare = (
  backup: DirectoryObject | undefined,
  current: DirectoryObject | undefined,
  more: { links?: readonly LinkDifference[]; context?: Partial<ObjectComparison['context']> } = {},
): Change | undefined =>
  compareObject({
    type: (current ?? backup)?.type ?? 'user',
    id: ID,
    backup,
    current,
    links: more.links ?? [],
    context: { ...NOTHING_KNOWN, ...more.context },
  });

const member = (target: string, backupValue: string | null, currentValue: string | null): LinkDifference => ({
  link: { type: 'group', id: ID, link: 'members', target },
  backupValue,
  currentValue,
});
const standing = (backup: LinkTarget['backup'], current: LinkTarget['current']) => (): LinkTarget => ({
  ...(backup && { backup }),
  ...(current && { current }),
});

describe('the kinds of change and what undoes them', () => {
  const then = user({ displayName: 'Ada', city: 'Oslo' });
  const gone = (payload: JsonObject) => user(payload, 'softDeleted');

  it('created since: soft-delete', () => {
    expect(compare(undefined, then)).toEqual({
      type: 'user',
      id: ID,
      displayName: 'Ada',
      kind: 'created',
      action: 'softDelete',
      notRecoverable: null,
      attributes: [],
      links: [],
    });
  });

  it('modified since: update back to the backup’s values', () => {
    expect(compare(then, user({ displayName: 'Ada', city: 'Bergen' }))).toMatchObject({
      kind: 'modified',
      action: 'update',
      attributes: [{ name: 'city', backupValue: 'Oslo', currentValue: 'Bergen' }],
    });
  });

  it('soft-deleted since: restore, and update what differs besides', () => {
    expect(compare(then, gone({ displayName: 'Ada', city: 'Bergen' }))).toMatchObject({
      kind: 'softDeleted',
      action: 'restore',
      attributes: [{ name: 'city', backupValue: 'Oslo', currentValue: 'Bergen' }],
    });
  });

  it('soft-deleted since: values that Graph shows wrongly meanwhile are not compared', () => {
    const live = user({ accountEnabled: true, userPrincipalName: 'ada@x.example' });
    const deleted = gone({ accountEnabled: false, userPrincipalName: '7d54ada@x.example' });
    expect(compare(live, deleted)?.attributes).toEqual([]);
    expect(
      compare(group({ securityEnabled: true }), object('group')({ securityEnabled: false }, 'softDeleted'))
        ?.attributes,
    ).toEqual([]);
    expect(
      compare(location({ isTrusted: true }), location({ isTrusted: false }, 'softDeleted'))?.attributes,
    ).toEqual([]);
  });

  it('restored since: soft-delete, whatever else differs', () => {
    expect(compare(gone({ city: 'Oslo' }), user({ city: 'Bergen' }))).toMatchObject({
      kind: 'restored',
      action: 'softDelete',
      attributes: [],
    });
  });

  it('hard-deleted since: nothing can be done, and what it was is told', () => {
    const expected = {
      kind: 'hardDeleted',
      action: null,
      notRecoverable: 'hardDeleted',
      displayName: 'Ada',
      attributes: [
        { name: 'city', backupValue: 'Oslo', currentValue: null },
        { name: 'displayName', backupValue: 'Ada', currentValue: null },
      ],
    };
    expect(compare(then, undefined)).toMatchObject(expected);
    expect(
      compare(gone({ displayName: 'Ada', city: 'Oslo', accountEnabled: false }), undefined),
    ).toMatchObject(expected);
  });

  it('no change: absent or soft-deleted then, and not live now', () => {
    expect(compare(undefined, undefined)).toBeUndefined();
    expect(compare(undefined, gone({}))).toBeUndefined();
    expect(compare(gone({ city: 'Oslo' }), gone({ city: 'Bergen' }))).toBeUndefined();
    expect(compare(then, then)).toBeUndefined();
  });
});

describe('the attributes compared', () => {
  it('are not those that Graph cannot write, nor those kept for context', () => {
    expect(
      compare(
        group({ mail: 'a@x.example', membershipRule: 'a' }),
        group({ mail: 'b@x.example', membershipRule: 'b' }),
      ),
    ).toBeUndefined();
  });

  it('include properties that the catalogue does not know', () => {
    expect(compare(policy({ newSetting: { on: true } }), policy({}))?.attributes).toEqual([
      { name: 'newSetting', backupValue: { on: true }, currentValue: null },
    ]);
    expect(compare(policy({}), policy({ constructor: 'x' }))?.attributes).toEqual([
      { name: 'constructor', backupValue: null, currentValue: 'x' },
    ]);
  });

  it('differ by what they say, not by the order of their members', () => {
    const one: DirectoryObject = { ...policy({}), attributes: { setting: { a: 1, b: [2] } } };
    const other: DirectoryObject = { ...policy({}), attributes: { setting: { b: [2], a: 1 } } };
    expect(compare(one, other)).toBeUndefined();
    expect(compare(one, { ...other, attributes: { setting: { b: [2], c: 1 } } })).toBeDefined();
  });
});

describe('the name shown', () => {
  it('is the present one, else the one in the backup, else what stands in for a name', () => {
    expect(compare(user({ displayName: 'Old' }), user({ displayName: 'New' }))?.displayName).toBe('New');
    expect(compare(user({ displayName: 'Old' }), user({}))?.displayName).toBe('Old');
    expect(compare(undefined, user({ userPrincipalName: 'ada@x.example' }))?.displayName).toBe(
      'ada@x.example',
    );
    expect(compare(undefined, principal({ appId: 'app-1' }))?.displayName).toBe('app-1');
    expect(compare(undefined, user({}))?.displayName).toBeNull();
  });
});

describe('what cannot be taken back', () => {
  const notRecoverable = (reason: string) => ({ action: null, notRecoverable: reason });

  it('users and groups that are mastered on-premises now', () => {
    const synced = { onPremisesSyncEnabled: true };
    const refused = notRecoverable('onPremisesSynced');
    expect(compare(user({ city: 'Oslo' }), user({ ...synced, city: 'Bergen' }))).toMatchObject(refused);
    expect(compare(undefined, group(synced))).toMatchObject(refused);
    expect(compare(user(synced), user(synced, 'softDeleted'))).toMatchObject({
      ...refused,
      kind: 'softDeleted',
    });
    expect(compare(user(synced), undefined)).toMatchObject({ ...refused, kind: 'hardDeleted' });
  });

  it('but those whose source of authority has moved to the cloud can', () => {
    expect(
      compare(
        group({ onPremisesSyncEnabled: true, description: 'a' }),
        group({ onPremisesSyncEnabled: false, description: 'b' }),
        { links: [member('m', '', null)] },
      ),
    ).toMatchObject({ action: 'update', notRecoverable: null, links: [{ change: 'add' }] });
  });

  it('new objects whose deletion would be final', () => {
    const refused = notRecoverable('noSoftDelete');
    expect(compare(undefined, strength({ policyType: 'custom' }))).toMatchObject(refused);
    expect(compare(undefined, group({ mailEnabled: true }))).toMatchObject(refused);
    expect(compare(undefined, group({ mailEnabled: true, groupTypes: ['Unified'] }))?.action).toBe(
      'softDelete',
    );
    expect(compare(undefined, group({ mailEnabled: false }))?.action).toBe('softDelete');
  });

  it('built-in authentication strengths', () => {
    const builtIn = { policyType: 'builtIn' };
    expect(
      compare(strength({ ...builtIn, description: 'a' }), strength({ ...builtIn, description: 'b' })),
    ).toMatchObject(notRecoverable('builtIn'));
    expect(compare(undefined, strength(builtIn))).toMatchObject(notRecoverable('builtIn'));
  });

  it('emergency-access accounts, where that would delete them', () => {
    const context = { guarded: guardedObjects([ID], []) };
    const refused = notRecoverable('emergencyAccessAccount');
    expect(compare(undefined, user({}), { context })).toMatchObject(refused);
    expect(compare(user({}, 'softDeleted'), user({}), { context })).toMatchObject(refused);
    expect(compare(user({ city: 'Oslo' }), user({}), { context })?.action).toBe('update');
    expect(compare(user({}), user({}, 'softDeleted'), { context })?.action).toBe('restore');
  });
});

describe('the links of an object', () => {
  const links = [member('added', '', null), member('removed', null, '')];
  const both = (backup: DirectoryObject, current: DirectoryObject, linkTargets?: () => LinkTarget) =>
    compare(backup, current, { links, context: linkTargets ? { linkTargets } : {} });

  it('make a change by themselves, each with what recovery does about it', () => {
    expect(both(group({}), group({}))).toMatchObject({
      kind: 'modified',
      action: 'update',
      attributes: [],
      links: [
        { link: 'members', target: 'added', change: 'add', backupValue: '', currentValue: null },
        { link: 'members', target: 'removed', change: 'remove', backupValue: null, currentValue: '' },
      ],
    });
  });

  it('are updated where both sides have the link, with other values', () => {
    const grant = (current: string): LinkDifference => ({
      link: { type: 'servicePrincipal', id: ID, link: 'oauth2PermissionGrants', target: 'client' },
      backupValue: 'Mail.Read, User.Read',
      currentValue: current,
    });
    expect(compare(principal({}), principal({}), { links: [grant('User.Read')] })?.links).toMatchObject([
      { change: 'update', backupValue: 'Mail.Read, User.Read', currentValue: 'User.Read' },
    ]);
    expect(compare(principal({}), principal({}), { links: [grant('Mail.Read, User.Read')] })).toBeUndefined();
  });

  it('do not count where the object itself is not live on both sides', () => {
    expect(both(group({}), group({}, 'softDeleted'))?.links).toEqual([]);
    expect(both(group({}, 'softDeleted'), group({}))?.links).toEqual([]);
    expect(both(group({}, 'softDeleted'), group({}, 'softDeleted'))).toBeUndefined();
  });

  it('do not appear for synced groups: one with no other difference has not changed', () => {
    const synced = { onPremisesSyncEnabled: true };
    expect(both(group(synced), group(synced))).toBeUndefined();
    expect(both(group(synced), group({ ...synced, description: 'x' }))).toMatchObject({
      notRecoverable: 'onPremisesSynced',
      links: [],
    });
  });

  it('do not appear for groups that are dynamic, or will be again', () => {
    const dynamic = { groupTypes: ['DynamicMembership'] };
    expect(both(group(dynamic), group(dynamic))).toBeUndefined();
    expect(both(group({}), group(dynamic))?.links).toEqual([]);
    expect(both(group(dynamic), group({}))?.links).toEqual([]);
  });

  it('do not count where the other end is soft-deleted on either side, or gone for good', () => {
    for (const sides of [
      standing('softDeleted', 'live'),
      standing('live', 'softDeleted'),
      standing('live', 'absent'),
      standing('softDeleted', 'absent'),
    ])
      expect(both(group({}), group({}), sides)).toBeUndefined();
  });

  it('count where the other end is of a type that backups do not hold, new, or not known', () => {
    for (const sides of [
      standing('absent', 'absent'),
      standing('absent', 'live'),
      standing('live', 'live'),
      standing(undefined, undefined),
    ])
      expect(both(group({}), group({}), sides)?.links).toHaveLength(2);
  });

  it('asks for the other end by its object id, without the role of an assignment', () => {
    const asked: string[] = [];
    const assignment: LinkDifference = {
      link: { type: 'servicePrincipal', id: ID, link: 'appRoleAssignedTo', target: 'principal.role' },
      backupValue: '',
      currentValue: null,
    };
    const linkTargets = (id: string): LinkTarget => {
      asked.push(id);
      return {};
    };
    compare(principal({}), principal({}), { links: [assignment], context: { linkTargets } });
    expect(asked).toEqual(['principal']);
  });
});

describe('counting changes', () => {
  it('counts objects that differ in whatever way, and links', () => {
    const links = [member('a', '', null), member('b', null, '')];
    const changes = [compare(group({}), group({}), { links }), compare(user({}), undefined)].filter(
      (change) => change !== undefined,
    );
    expect(countChanges(changes)).toEqual({ changedObjects: 2, changedLinks: 2 });
    expect(countChanges([])).toEqual({ changedObjects: 0, changedLinks: 0 });
  });
});

describe('what Graph cannot take or nobody knows', () => {
  it('is told of the attribute, and of the object where there is nothing else', () => {
    const hired = (date: string, city: string) => user({ employeeHireDate: date, city });
    const both = compare(hired('2020-01-01T00:00:00Z', 'Oslo'), hired('2021-01-01T00:00:00Z', 'Rome'));
    expect(both).toMatchObject({ action: 'update', notRecoverable: null });
    expect(both?.attributes.map(({ name, notWritable }) => [name, notWritable?.code])).toEqual([
      ['city', undefined],
      ['employeeHireDate', 'notWritableByApplications'],
    ]);
    const alone = compare(hired('2020-01-01T00:00:00Z', 'Oslo'), hired('2021-01-01T00:00:00Z', 'Oslo'));
    expect(alone).toMatchObject({ action: null, notRecoverable: 'notWritable' });
  });

  it('is no difference where one state never knew the attribute', () => {
    const current = user({ displayName: 'Ada', city: 'Oslo' });
    const older = Object.fromEntries(Object.entries(current.attributes).filter(([name]) => name !== 'city'));
    expect(compare({ ...current, attributes: older }, current)).toBeUndefined();
  });

  it('is no difference where per-user MFA was never read on one side', () => {
    const unread = user({ displayName: 'Ada' });
    const read = { ...unread, attributes: { ...unread.attributes, perUserMfaState: 'enforced' } };
    expect(compare(unread, read)).toBeUndefined();
    const disabled = { ...unread, attributes: { ...unread.attributes, perUserMfaState: 'disabled' } };
    expect(compare(read, disabled)?.attributes.map(({ name }) => name)).toEqual(['perUserMfaState']);
  });
});
