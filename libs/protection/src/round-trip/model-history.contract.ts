import fc from 'fast-check';
import {
  fromGraph,
  OBJECT_TYPES,
  type Json,
  type JsonObject,
  type LinkRef,
  type ObjectType,
} from '#catalogue';
import { ModelTenant } from './model-tenant.contract.js';

/** One thing that a person, an application or the directory synchronisation does to a tenant. */
export type Edit = (tenant: ModelTenant) => void;

const NUMBERS = [0, 1, 2] as const;
/** The id of the n-th object of a type, alike in every run. */
export const idOf = (type: ObjectType, number: number): string => `${type.toLowerCase()}-${number}`;
export const EMERGENCY_ID = idOf('user', 0);

const text = fc.constantFrom('a', 'b', null);
const always = fc.constantFrom('a', 'b');
const flag = fc.boolean();

/** Attributes that change, with values that fit them. */
const ATTRIBUTES: Readonly<Record<ObjectType, Readonly<Record<string, fc.Arbitrary<Json>>>>> = {
  user: {
    city: text,
    displayName: always,
    accountEnabled: flag,
    otherMails: fc.constantFrom<Json>([], ['x@x.example'], ['x@x.example', 'y@x.example']),
    onPremisesSyncEnabled: fc.constantFrom(true, false, null, null, null),
  },
  group: {
    description: text,
    securityEnabled: flag,
    groupTypes: fc.constantFrom<Json>([], [], ['DynamicMembership']),
    onPremisesSyncEnabled: fc.constantFrom(true, false, null, null, null),
  },
  namedLocationPolicy: { displayName: always, isTrusted: flag },
  conditionalAccessPolicy: {
    state: always,
    conditions: fc.constantFrom<Json>(
      { users: { includeUsers: ['a'] } },
      { users: { includeUsers: ['All'] } },
    ),
    newSetting: fc.constantFrom<Json>(null, { on: true }),
  },
  authenticationStrengthPolicy: { description: text },
  application: { notes: text, tags: fc.constantFrom<Json>([], ['t'], ['t', 'u']), isDisabled: flag },
  servicePrincipal: { notes: text, accountEnabled: flag },
  authorizationPolicy: { blockMsolPowerShell: flag },
  authenticationMethodPolicy: { sms: fc.constantFrom<Json>({ state: 'enabled' }, { state: 'disabled' }) },
  organization: {},
};

/** Attributes that are fixed when an object is made. */
const FIXED: Readonly<Partial<Record<ObjectType, fc.Arbitrary<JsonObject>>>> = {
  group: fc.constantFrom<JsonObject>({}, {}, { mailEnabled: true }),
  authenticationStrengthPolicy: fc.constantFrom<JsonObject>(
    { policyType: 'custom' },
    { policyType: 'builtIn' },
  ),
};

/** Nothing of the organization can be read, so nothing of it changes. */
const anyType = fc.constantFrom(...OBJECT_TYPES.filter((type) => type !== 'organization'));
const anyNumber = fc.constantFrom(...NUMBERS);

const creation: fc.Arbitrary<Edit> = anyType.chain((type) =>
  fc
    .record({ number: anyNumber, fixed: FIXED[type] ?? fc.constant({}), own: fc.record(ATTRIBUTES[type]) })
    .map(({ number, fixed, own }) => (tenant: ModelTenant) => {
      const object = fromGraph(type, idOf(type, number), 'live', { ...fixed, ...own });
      if (tenant.get(object) === undefined) tenant.put(object);
    }),
);

/** A change of one attribute of a live object. */
export const modification: fc.Arbitrary<{ type: ObjectType; number: number; name: string; value: Json }> =
  anyType.chain((type) =>
    fc
      .constantFrom(...Object.entries(ATTRIBUTES[type]))
      .chain(([name, values]) =>
        fc.record({ type: fc.constant(type), number: anyNumber, name: fc.constant(name), value: values }),
      ),
  );

const modificationEdit = modification.map(({ type, number, name, value }): Edit => (tenant) => {
  const ref = { type, id: idOf(type, number) };
  const canonical = fromGraph(type, ref.id, 'live', { [name]: value }).attributes[name] ?? null;
  tenant.write(ref, { [name]: canonical });
});

const lifecycleEdit = fc
  .record({ type: anyType, number: anyNumber, what: fc.constantFrom('remove', 'remove', 'restore', 'purge') })
  .map(({ type, number, what }): Edit => (tenant) => {
    const ref = { type, id: idOf(type, number) };
    if (what === 'purge' && tenant.isLive(ref)) return;
    if (what === 'remove') tenant.remove(ref);
    else if (what === 'restore') tenant.restore(ref);
    else tenant.purge(ref);
  });

const linkRef: fc.Arbitrary<LinkRef> = fc
  .constantFrom(
    { type: 'group', link: 'members', targetType: 'user', suffix: '' },
    { type: 'group', link: 'members', targetType: 'group', suffix: '' },
    { type: 'servicePrincipal', link: 'appRoleAssignedTo', targetType: 'user', suffix: '.role' },
    { type: 'servicePrincipal', link: 'oauth2PermissionGrants', targetType: 'servicePrincipal', suffix: '' },
  )
  .chain(({ type, link, targetType, suffix }) =>
    fc.tuple(anyNumber, anyNumber).map(([owner, target]): LinkRef => ({
      type: type,
      id: idOf(type as ObjectType, owner),
      link,
      target: `${idOf(targetType as ObjectType, target)}${suffix}`,
    })),
  );

const linkEdit = fc
  .record({ link: linkRef, value: fc.constantFrom('A', 'A, B', null) })
  .map(({ link, value }): Edit => (tenant) => {
    const ends = [...tenant.view().objects.values()].filter(
      ({ id, lifecycle }) => lifecycle === 'live' && (id === link.id || id === link.target.split('.')[0]),
    );
    if (ends.length < 2) return;
    if (value === null) tenant.removeLink(link);
    else tenant.setLink(link, link.link === 'oauth2PermissionGrants' ? value : '');
  });

/** A tenant as a backup finds it, and the same tenant after more edits. */
export const history: fc.Arbitrary<{ readonly then: ModelTenant; readonly now: ModelTenant }> = fc
  .record({
    beginning: fc.array(creation, { minLength: 14, maxLength: 24 }),
    before: fc.array(fc.oneof(linkEdit, linkEdit, lifecycleEdit, modificationEdit), {
      minLength: 6,
      maxLength: 20,
    }),
    since: fc.array(fc.oneof(linkEdit, lifecycleEdit, modificationEdit, creation), {
      minLength: 12,
      maxLength: 25,
    }),
  })
  .map(({ beginning, before, since }) => {
    const then = new ModelTenant(new Set([EMERGENCY_ID]));
    for (const edit of [...beginning, ...before]) edit(then);
    const now = then.copy();
    for (const edit of since) edit(now);
    return { then, now };
  });
