import type { Attack, Suite } from '../attack.ts';
import { OTHER_TENANT, TENANT } from '../attack-issuer.ts';
import type { RunningProduct } from '../running-product.ts';
import type { Targets } from '../targets.ts';

/** S3: every operation of the schema by callers who may not do it. */
export async function roles(product: RunningProduct, targets: Targets): Promise<Suite> {
  const { issuer } = product;
  const callers = {
    'a Reader': await issuer.token({ roles: ['Backup.Read'] }),
    'a user without a role': await issuer.token({ roles: [] }),
    'another tenant’s Administrator': await issuer.token({ tid: OTHER_TENANT }),
    'a token of Graph’s reading scope': await issuer.token({ scp: 'EntraBackup.Read.All' }),
  };
  const { backup, report, recovery } = targets;
  const scope = { allObjects: true };
  const mutations: Readonly<Record<string, unknown>> = {
    takeBackup: { tenantId: TENANT },
    createDifferenceReport: { tenantId: TENANT, backupId: backup, scope },
    startRecovery: { tenantId: TENANT, from: { backupId: backup }, scope },
    recoverObject: { differenceReportId: report, objectId: targets.user },
    undoRecovery: { recoveryId: recovery },
    cancelJob: { jobId: recovery },
    changeSettings: { tenantId: TENANT, backupRetentionDays: 1 },
  };
  const queries: Readonly<Record<string, string>> = {
    tenant: `{ tenant(id: "${TENANT}") { id } }`,
    backup: `{ backup(id: "${backup}") { id } }`,
    differenceReport: `{ differenceReport(id: "${report}") { id } }`,
    recovery: `{ recovery(id: "${recovery}") { id } }`,
    node: `{ node(id: "${backup}") { id } }`,
    auditLog: `{ auditLog(tenantId: "${TENANT}") { nodes { position } } }`,
  };
  const attacks: Attack[] = [];
  for (const [who, token] of Object.entries(callers)) {
    for (const [name, input] of Object.entries(mutations)) {
      attacks.push({
        what: `${name} by ${who}`,
        refused: () => mutationRefused(product, name, input, token),
      });
    }
    // Read models are the node's, not a tenant's: any tenant's Administrator may rebuild them.
    if (who !== 'another tenant’s Administrator')
      attacks.push({ what: `rebuildReadModels by ${who}`, refused: () => rebuildRefused(product, token) });
    if (/Reader|scope/.test(who)) continue;
    for (const [name, text] of Object.entries(queries))
      attacks.push({ what: `${name} read by ${who}`, refused: () => queryRefused(product, text, token) });
  }
  for (const [name, input] of Object.entries(mutations))
    for (const [who, token] of [
      ['no token', ''],
      ['a made-up token', 'a.b.c'],
    ] as const)
      attacks.push({ what: `${name} with ${who}`, refused: () => unauthorised(product, name, input, token) });
  for (const [name, text] of Object.entries(queries))
    attacks.push({
      what: `${name} read with no token`,
      refused: () => unauthorised(product, name, {}, '', text),
    });
  attacks.push({
    what: 'control: the Administrator reads all of these',
    refused: async () => {
      for (const text of Object.values(queries)) await product.field(text, {});
      return true;
    },
  });
  return { name: 'S3 roles × operations', attacks };
}

async function mutationRefused(
  product: RunningProduct,
  name: string,
  input: unknown,
  token: string,
): Promise<boolean> {
  const { __typename: kind, code } = await product.mutate(name, input, token);
  return typeof code === 'string' && /^(NotPermitted|TenantNotFound|.+NotFound)$/.test(String(kind));
}

async function rebuildRefused(product: RunningProduct, token: string): Promise<boolean> {
  const { __typename: kind } = await product.field(
    'mutation { rebuildReadModels { __typename } }',
    {},
    token,
  );
  return kind === 'NotPermitted';
}

/** Refused with an error, or answered like what does not exist. */
async function queryRefused(product: RunningProduct, text: string, token: string): Promise<boolean> {
  const { json, status } = await product.graphql(text, {}, token);
  const [field] = Object.values((json['data'] ?? {}) as Record<string, unknown>);
  const empty = field === undefined || field === null || JSON.stringify(field) === '{"nodes":[]}';
  return status < 500 && empty && ('data' in json || 'errors' in json);
}

async function unauthorised(
  product: RunningProduct,
  name: string,
  input: unknown,
  token: string,
  text?: string,
): Promise<boolean> {
  const query =
    text ?? `mutation { ${name}(input: ${JSON.stringify(JSON.stringify(input))}) { __typename } }`;
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const reply = await product.http('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
  return reply.status === 401 && reply.text === '';
}
