import { Router } from '../graph/router.js';
import { DIRECTORY_OBJECT_KINDS, type Kind } from '../tenant/kinds.js';
import type { Permission } from './inclusions.js';

/** The permissions that a request needs, all of them; `byObject` where they follow from the object in the path. */
export type Needs = readonly Permission[] | 'byObject';

const CASTS = ['', ...DIRECTORY_OBJECT_KINDS.map((kind) => `/microsoft.graph.${kind}`)];

/** What reading objects of a kind needs at least. */
export const TO_READ: Readonly<Partial<Record<Kind, Permission>>> = {
  user: 'User.Read.All',
  group: 'Group.Read.All',
  application: 'Application.Read.All',
  servicePrincipal: 'Application.Read.All',
};

/** What soft-deleting, restoring or purging an object of a kind needs at least. */
export const TO_DELETE: Readonly<Partial<Record<Kind, Permission>>> = {
  user: 'User.DeleteRestore.All',
  group: 'Group.Delete.All',
  application: 'Application.ReadWrite.All',
  servicePrincipal: 'Application.ReadWrite.All',
};

/**
 * The least application permissions of every path and method that the service knows, as the pages of the reference
 * give them, each under its "Permissions". What a body, a property or a target asks for besides is checked apart.
 */
export function leastPermissions(): Router<Needs> {
  const table = new Router<Needs>();
  addPeople(table);
  addGroups(table);
  addApplications(table);
  addPolicies(table);
  addDirectory(table);
  return table;
}

function addPeople(table: Router<Needs>): void {
  table
    .add('GET', '/users', ['User.Read.All'])
    .add('GET', '/users/$count', ['User.Read.All'])
    .add('POST', '/users', ['User.ReadWrite.All'])
    .add('GET', '/users/{id}', ['User.Read.All'])
    // Which permissions an update needs depends on the properties that it sets.
    .add('PATCH', '/users/{id}', [])
    .add('DELETE', '/users/{id}', ['User.DeleteRestore.All'])
    .add('GET', '/users/{id}/authentication/requirements', ['Policy.Read.All'])
    .add('PATCH', '/users/{id}/authentication/requirements', ['Policy.ReadWrite.AuthenticationMethod']);
  addDelta(table, '/users', 'User.Read.All');
  addAssignments(table, '/users/{id}/appRoleAssignments');
  addLists(table, ['/users/{id}/memberOf', '/users/{id}/transitiveMemberOf'], 'User.Read.All');
}

function addGroups(table: Router<Needs>): void {
  table
    .add('GET', '/groups', ['Group.Read.All'])
    .add('GET', '/groups/$count', ['Group.Read.All'])
    .add('POST', '/groups', ['Group.ReadWrite.All'])
    .add('GET', '/groups/{id}', ['Group.Read.All'])
    // Members alone need less than other properties.
    .add('PATCH', '/groups/{id}', ['GroupMember.ReadWrite.All'])
    .add('DELETE', '/groups/{id}', ['Group.Delete.All'])
    .add('POST', '/groups/{id}/members/$ref', ['GroupMember.ReadWrite.All'])
    .add('DELETE', '/groups/{id}/members/{memberId}/$ref', ['GroupMember.ReadWrite.All']);
  addDelta(table, '/groups', 'Group.Read.All');
  addAssignments(table, '/groups/{id}/appRoleAssignments');
  const lists = ['members', 'transitiveMembers', 'memberOf', 'transitiveMemberOf', 'owners'];
  addLists(
    table,
    lists.map((name) => `/groups/{id}/${name}`),
    'GroupMember.Read.All',
  );
}

function addApplications(table: Router<Needs>): void {
  for (const set of ['/applications', '/servicePrincipals']) {
    table
      .add('GET', set, ['Application.Read.All'])
      .add('GET', `${set}/$count`, ['Application.Read.All'])
      .add('POST', set, ['Application.ReadWrite.All'])
      .add('GET', `${set}/{id}`, ['Application.Read.All'])
      .add('PATCH', `${set}/{id}`, ['Application.ReadWrite.All'])
      .add('DELETE', `${set}/{id}`, ['Application.ReadWrite.All']);
    addDelta(table, set, 'Application.Read.All');
    addLists(table, [`${set}/{id}/owners`], 'Application.Read.All');
  }
  addAssignments(table, '/servicePrincipals/{id}/appRoleAssignedTo');
  addAssignments(table, '/servicePrincipals/{id}/appRoleAssignments');
  const groups = ['/servicePrincipals/{id}/memberOf', '/servicePrincipals/{id}/transitiveMemberOf'];
  addLists(table, groups, 'Application.Read.All');
  table
    .add('GET', '/oauth2PermissionGrants', ['DelegatedPermissionGrant.Read.All'])
    .add('GET', '/oauth2PermissionGrants/{id}', ['DelegatedPermissionGrant.Read.All'])
    .add('POST', '/oauth2PermissionGrants', ['DelegatedPermissionGrant.ReadWrite.All'])
    .add('PATCH', '/oauth2PermissionGrants/{id}', ['DelegatedPermissionGrant.ReadWrite.All'])
    .add('DELETE', '/oauth2PermissionGrants/{id}', ['DelegatedPermissionGrant.ReadWrite.All'])
    .add('GET', '/users/{id}/oauth2PermissionGrants', ['DelegatedPermissionGrant.Read.All'])
    .add('GET', '/servicePrincipals/{id}/oauth2PermissionGrants', ['DelegatedPermissionGrant.Read.All']);
  addDelta(table, '/oauth2PermissionGrants', 'DelegatedPermissionGrant.Read.All');
}

function addPolicies(table: Router<Needs>): void {
  const root = '/identity/conditionalAccess';
  const write = ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess'] as const;
  for (const name of ['policies', 'namedLocations']) {
    // Policies name applications: a known issue of Graph is that writing them needs to read those.
    const writePolicy = name === 'policies' ? [...write, 'Application.Read.All' as const] : write;
    table
      .add('GET', `${root}/${name}`, ['Policy.Read.All'])
      .add('GET', `${root}/${name}/$count`, ['Policy.Read.All'])
      .add('POST', `${root}/${name}`, writePolicy)
      .add('GET', `${root}/${name}/{id}`, ['Policy.Read.All'])
      .add('PATCH', `${root}/${name}/{id}`, writePolicy)
      .add('DELETE', `${root}/${name}/{id}`, write)
      .add('GET', `${root}/deletedItems/${name}`, ['Policy.Read.All'])
      .add('GET', `${root}/deletedItems/${name}/{id}`, ['Policy.Read.All'])
      .add('DELETE', `${root}/deletedItems/${name}/{id}`, write);
    addActions(table, `${root}/deletedItems/${name}/{id}`, 'restore', write);
  }
  addStrengths(table, '/policies/authenticationStrengthPolicies');
  addStrengths(table, `${root}/authenticationStrength/policies`);
  addTenantPolicies(table);
}

function addStrengths(table: Router<Needs>, path: string): void {
  const read = ['Policy.Read.AuthenticationMethod'] as const;
  const write = ['Policy.ReadWrite.ConditionalAccess'] as const;
  const configurations = `${path}/{id}/combinationConfigurations`;
  for (const set of [path, configurations]) table.add('GET', set, read).add('POST', set, write);
  for (const one of [`${path}/{id}`, `${configurations}/{configurationId}`])
    table.add('GET', one, read).add('PATCH', one, write).add('DELETE', one, write);
  table.add('GET', `${path}/{id}/usage`, read);
  addActions(table, `${path}/{id}`, 'updateAllowedCombinations', write);
}

function addTenantPolicies(table: Router<Needs>): void {
  const methods = '/policies/authenticationMethodsPolicy';
  // The beta endpoint has the policy as the one of a collection.
  for (const path of ['/policies/authorizationPolicy', '/policies/authorizationPolicy/{id}'])
    table.add('GET', path, ['Policy.Read.All']).add('PATCH', path, ['Policy.ReadWrite.Authorization']);
  table
    .add('GET', methods, ['Policy.Read.AuthenticationMethod'])
    .add('PATCH', methods, ['Policy.ReadWrite.AuthenticationMethod']);
  const configurations = `${methods}/authenticationMethodConfigurations`;
  table
    .add('GET', configurations, ['Policy.Read.AuthenticationMethod'])
    .add('GET', `${configurations}/{id}`, ['Policy.Read.AuthenticationMethod'])
    .add('PATCH', `${configurations}/{id}`, ['Policy.ReadWrite.AuthenticationMethod']);
}

function addDirectory(table: Router<Needs>): void {
  const deleted = '/directory/deletedItems';
  for (const kind of DIRECTORY_OBJECT_KINDS) {
    const read = TO_READ[kind];
    const needs: Needs = read === undefined ? [] : [read];
    table
      .add('GET', `${deleted}/microsoft.graph.${kind}`, needs)
      .add('GET', `${deleted}/microsoft.graph.${kind}/$count`, needs);
  }
  table
    .add('GET', deleted, [])
    .add('GET', `${deleted}/{id}`, 'byObject')
    .add('DELETE', `${deleted}/{id}`, 'byObject');
  addActions(table, `${deleted}/{id}`, 'restore', 'byObject');
  addActions(table, '/directoryObjects', 'getByIds', ['Directory.Read.All']);
  table
    .add('GET', '/directoryObjects/{id}', ['Directory.Read.All'])
    .add('GET', '/organization', ['Organization.Read.All'])
    .add('GET', '/organization/{id}', ['Organization.Read.All'])
    .add('GET', '/auditLogs/directoryAudits', ['AuditLog.Read.All'])
    .add('GET', '/auditLogs/directoryAudits/{id}', ['AuditLog.Read.All']);
  for (const [path, permission] of [
    ['/identityGovernance/termsOfUse/agreements', 'Agreement.Read.All'],
    ['/roleManagement/directory/roleAssignments', 'RoleManagement.Read.Directory'],
    ['/roleManagement/directory/roleDefinitions', 'RoleManagement.Read.Directory'],
  ] as const)
    table.add('GET', path, [permission]).add('GET', `${path}/{id}`, [permission]);
}

function addDelta(table: Router<Needs>, set: string, permission: Permission): void {
  for (const name of ['delta', 'microsoft.graph.delta']) table.add('GET', `${set}/${name}`, [permission]);
}

/** Actions can be called by their bare or their full name. */
function addActions(table: Router<Needs>, at: string, action: string, needs: Needs): void {
  for (const name of [action, `microsoft.graph.${action}`]) table.add('POST', `${at}/${name}`, needs);
}

function addLists(table: Router<Needs>, paths: readonly string[], permission: Permission): void {
  for (const path of paths)
    for (const cast of CASTS)
      table.add('GET', `${path}${cast}`, [permission]).add('GET', `${path}${cast}/$count`, [permission]);
}

function addAssignments(table: Router<Needs>, path: string): void {
  table
    .add('GET', path, ['Application.Read.All'])
    .add('POST', path, ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'])
    .add('GET', `${path}/{linkId}`, ['Application.Read.All'])
    .add('DELETE', `${path}/{linkId}`, ['AppRoleAssignment.ReadWrite.All']);
}
