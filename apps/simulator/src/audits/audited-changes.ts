import type { Json, JsonObject } from '#catalogue';
import { textOf } from '../model/json-text.js';
import type { TenantChange } from '../tenant/change.js';
import { isUnified } from '../tenant/group-kinds.js';
import { DIRECTORY_OBJECT_KINDS, type Kind } from '../tenant/kinds.js';
import type { Tenant } from '../tenant/tenant.js';
import { appRoleActivity, memberActivity, objectActivity, type Deed } from './activities.js';
import type { Activity, AuditTarget } from './audit-log.js';

/** Conditional Access tells of a policy whole, before and after, under one name. */
export const TOLD_WHOLE: Readonly<Partial<Record<Kind, string>>> = {
  conditionalAccessPolicy: 'ConditionalAccessPolicy',
  namedLocation: 'NamedLocation',
};

type MemberChange = Extract<TenantChange, { member: string }>;
type ObjectChange = Exclude<TenantChange, MemberChange>;

/** What the log tells of one change. */
export interface AuditedChange {
  readonly activity: Activity;
  readonly targets: readonly AuditTarget[];
}

/** Looks at the changes of one commit while the tenant is still as it was before them. */
export class AuditedChanges {
  private readonly made = new Map<string, JsonObject>();

  constructor(
    private readonly tenant: Tenant,
    private readonly changes: readonly TenantChange[],
  ) {
    for (const change of changes)
      if (change.change === 'create') this.made.set(`${change.kind} ${change.id}`, change.entity);
  }

  all(): readonly { readonly change: TenantChange; readonly told: AuditedChange }[] {
    return this.changes.map((change) => ({ change, told: this.told(change) }));
  }

  private told(change: TenantChange): AuditedChange {
    if (change.change === 'addMember' || change.change === 'removeMember') return this.ofMember(change);
    const entity = this.entity(change.kind, change.id);
    const link = { entity, made: change.change === 'create' };
    if (change.kind === 'appRoleAssignment') return this.ofAssignment(link);
    if (change.kind === 'oAuth2PermissionGrant') return this.ofGrant(change, link);
    const deed = this.deedOf(change);
    const target = { ...this.target(change.kind, change.id), ...whatWasSet(change, entity) };
    return { activity: objectActivity(change.kind, deed), targets: [target] };
  }

  private deedOf(change: ObjectChange): Deed {
    switch (change.change) {
      case 'create':
      case 'update':
      case 'restore':
        return change.change;
      case 'softDelete':
        return 'delete';
      case 'remove':
        return this.tenant.collection(change.kind).deleted(change.id) ? 'purge' : 'delete';
      default:
        return change satisfies never;
    }
  }

  /** The member first, with the group as what has changed of it, then the group itself. */
  private ofMember({ change, group, member }: MemberChange): AuditedChange {
    const target = this.target('group', group);
    const value: JsonObject = {
      'Group.ObjectID': group,
      'Group.DisplayName': target.displayName,
    };
    const [before, after] = change === 'addMember' ? [{}, value] : [value, {}];
    return {
      activity: memberActivity(change === 'addMember' ? 'add' : 'remove'),
      targets: [{ ...this.directoryTarget(member), before, after }, target],
    };
  }

  private ofAssignment({ entity, made }: { entity: JsonObject; made: boolean }): AuditedChange {
    const principal = this.directoryTarget(textOf(entity['principalId']));
    const value: JsonObject = {
      'AppRole.Id': entity['appRoleId'] ?? null,
      'Principal.ObjectID': principal.id,
    };
    const [before, after] = made ? [{}, value] : [value, {}];
    return {
      activity: appRoleActivity(principal.kind, made ? 'add' : 'remove'),
      targets: [
        { ...this.target('servicePrincipal', textOf(entity['resourceId'])), before, after },
        principal,
      ],
    };
  }

  private ofGrant(
    change: ObjectChange,
    { entity, made }: { entity: JsonObject; made: boolean },
  ): AuditedChange {
    const value = (scope: Json): JsonObject => ({
      'DelegatedPermissionGrant.Scope': scope,
      'DelegatedPermissionGrant.ConsentType': entity['consentType'] ?? null,
      'ServicePrincipal.ObjectID': entity['clientId'] ?? null,
    });
    const scope = entity['scope'] ?? null;
    const deed = this.deedOf(change);
    const set = change.change === 'update' ? (change.set['scope'] ?? null) : scope;
    const target = this.target('servicePrincipal', textOf(entity['resourceId']));
    return {
      activity: objectActivity('oAuth2PermissionGrant', deed),
      targets: [
        { ...target, before: made ? {} : value(scope), after: deed === 'delete' ? {} : value(set) },
        this.target('servicePrincipal', textOf(entity['clientId'])),
      ],
    };
  }

  private target(kind: Kind, id: string): AuditTarget {
    const entity = this.entity(kind, id);
    return {
      id,
      kind,
      displayName: entity['displayName'] ?? null,
      userPrincipalName: kind === 'user' ? (entity['userPrincipalName'] ?? null) : null,
      groupType: kind === 'group' ? (isUnified(entity) ? 'unifiedGroups' : 'azureAD') : null,
    };
  }

  private directoryTarget(id: string): AuditTarget {
    const kind = DIRECTORY_OBJECT_KINDS.find(
      (one) => this.made.has(`${one} ${id}`) || this.tenant.collection(one).get(id) !== undefined,
    );
    return this.target(kind ?? 'user', id);
  }

  private entity(kind: Kind, id: string): JsonObject {
    return this.tenant.collection(kind).get(id)?.entity ?? this.made.get(`${kind} ${id}`) ?? {};
  }
}

/** The properties that a change sets, before and after it: no more is kept of an object than that. */
function whatWasSet(change: ObjectChange, entity: JsonObject): Pick<AuditTarget, 'before' | 'after'> {
  if (change.change === 'create') return { after: change.entity };
  const set = 'set' in change ? change.set : {};
  if (TOLD_WHOLE[change.kind] !== undefined) return { before: entity, after: { ...entity, ...set } };
  const before = Object.keys(set).map((name) => [name, entity[name] ?? null] as const);
  return { before: Object.fromEntries(before), after: set };
}
