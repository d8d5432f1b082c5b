import type { JsonObject } from '#catalogue';
import { assignmentId, DEFAULT_ACCESS } from '../routes/app-role-assignments.js';
import { grantId } from '../routes/permission-grants.js';
import { namesOf } from '../routes/service-principal-copy.js';
import { GRAPH_APP_ID, GRAPH_APP_ROLES, GRAPH_SCOPES } from './graph-permissions.js';
import type { Groups } from './groups.js';
import { GENERATED_TIME, type GrowingTenant } from './growing-tenant.js';
import { SYSTEMS } from './names.js';
import type { People } from './people.js';
import type { SeededChoice } from './seeded-choice.js';

/** Microsoft's own tenant, which owns the first-party applications. */
const MICROSOFT_TENANT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** The applications of a generated tenant, each with its service principal. */
export interface Applications {
  readonly graph: string;
  readonly applications: readonly string[];
  readonly principals: readonly string[];
}

/** Creates `count` applications with service principals, app role assignments and tenant-wide grants, and Microsoft Graph's service principal. */
export function createApplications(
  growing: GrowingTenant,
  choice: SeededChoice,
  people: People,
  groups: Groups,
  count: number,
): Applications {
  const graph = growing.create(
    'servicePrincipal',
    choice.id('servicePrincipal', GRAPH_APP_ID),
    graphPrincipal(choice),
  );
  const applications: string[] = [];
  const principals: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const entity = application(growing, choice, index);
    applications.push(growing.create('application', choice.id('application', index), entity));
    const principal = growing.create(
      'servicePrincipal',
      choice.id('servicePrincipal', index),
      principalOf(growing, choice, entity),
    );
    principals.push(principal);
    assignPeople(growing, choice, principal, choice.id('app role', index), people, groups);
    grantGraph(growing, choice, principal, graph, index);
  }
  return { graph, applications, principals };
}

function graphPrincipal(choice: SeededChoice): JsonObject {
  return {
    accountEnabled: true,
    appId: GRAPH_APP_ID,
    displayName: 'Microsoft Graph',
    appDisplayName: 'Microsoft Graph',
    appOwnerOrganizationId: MICROSOFT_TENANT,
    servicePrincipalType: 'Application',
    servicePrincipalNames: [GRAPH_APP_ID, 'https://graph.microsoft.com'],
    signInAudience: 'AzureADMultipleOrgs',
    appRoles: Object.entries(GRAPH_APP_ROLES).map(([value, id]) => appRole(id, value, 'Application')),
    oauth2PermissionScopes: GRAPH_SCOPES.map((value) => ({
      id: choice.id('scope', value),
      isEnabled: true,
      type: 'User',
      value,
      adminConsentDisplayName: value,
    })),
    createdDateTime: GENERATED_TIME,
  };
}

function appRole(id: string, value: string, member: 'Application' | 'User'): JsonObject {
  return {
    id,
    value,
    displayName: value,
    description: value,
    isEnabled: true,
    allowedMemberTypes: [member],
    origin: 'Application',
  };
}

function application(growing: GrowingTenant, choice: SeededChoice, index: number): JsonObject {
  const appId = choice.id('appId', index);
  const system = `${choice.one(SYSTEMS)} ${index}`;
  return {
    appId,
    displayName: system,
    description: choice.chance(0.5) ? `The ${system} service` : null,
    signInAudience: choice.chance(0.1) ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    identifierUris: [`api://${appId}`],
    publisherDomain: growing.domain,
    tags: choice.chance(0.3)
      ? ['WindowsAzureActiveDirectoryIntegratedApp', `owner:${choice.one(SYSTEMS)}`]
      : [],
    notes: choice.chance(0.2) ? 'Reviewed yearly' : null,
    appRoles: [appRole(choice.id('app role', index), 'Use', 'User')],
    requiredResourceAccess: [
      {
        resourceAppId: GRAPH_APP_ID,
        resourceAccess: [{ id: choice.one(Object.values(GRAPH_APP_ROLES)), type: 'Role' }],
      },
    ],
    web: {
      homePageUrl: null,
      logoutUrl: null,
      redirectUris: [`https://app${index}.${growing.domain}/signin`],
    },
    info: {
      logoUrl: null,
      marketingUrl: null,
      privacyStatementUrl: null,
      supportUrl: null,
      termsOfServiceUrl: null,
    },
    createdDateTime: GENERATED_TIME,
  };
}

function principalOf(growing: GrowingTenant, choice: SeededChoice, entity: JsonObject): JsonObject {
  return {
    accountEnabled: true,
    appId: entity['appId'] ?? null,
    displayName: entity['displayName'] ?? null,
    appDisplayName: entity['displayName'] ?? null,
    appDescription: entity['description'] ?? null,
    appOwnerOrganizationId: growing.tenant.identity.id,
    appRoleAssignmentRequired: choice.chance(0.4),
    appRoles: entity['appRoles'] ?? [],
    info: entity['info'] ?? null,
    servicePrincipalNames: namesOf(entity),
    servicePrincipalType: 'Application',
    signInAudience: entity['signInAudience'] ?? null,
    tags: entity['tags'] ?? [],
    preferredSingleSignOnMode: choice.chance(0.2) ? 'saml' : null,
    createdDateTime: GENERATED_TIME,
  };
}

function assignPeople(
  growing: GrowingTenant,
  choice: SeededChoice,
  resourceId: string,
  role: string,
  people: People,
  groups: Groups,
): void {
  const users = choice.some(people.employees, Math.min(choice.below(8), people.employees.length));
  const some = choice.some(groups.security, Math.min(choice.below(3), groups.security.length));
  for (const principalId of [...users, ...some])
    assign(growing, { principalId, resourceId, appRoleId: choice.chance(0.7) ? role : DEFAULT_ACCESS });
}

function grantGraph(
  growing: GrowingTenant,
  choice: SeededChoice,
  client: string,
  graph: string,
  index: number,
): void {
  if (choice.chance(0.5))
    for (const appRoleId of choice.some(Object.values(GRAPH_APP_ROLES), 1 + choice.below(3)))
      assign(growing, { principalId: client, resourceId: graph, appRoleId });
  if (index % 3 === 0)
    growing.create('oAuth2PermissionGrant', grantId(client, graph), {
      clientId: client,
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId: graph,
      scope: choice.some(GRAPH_SCOPES, 2 + choice.below(3)).join(' '),
    });
}

function assign(
  growing: GrowingTenant,
  link: { readonly principalId: string; readonly resourceId: string; readonly appRoleId: string },
): void {
  const id = assignmentId(`${link.principalId} ${link.resourceId} ${link.appRoleId}`);
  growing.create('appRoleAssignment', id, { ...link, createdDateTime: GENERATED_TIME });
}
