import type { Attack, Suite } from '../attack.ts';
import { OTHER_TENANT, TENANT } from '../attack-issuer.ts';
import type { RunningProduct } from '../running-product.ts';
import type { Targets } from '../targets.ts';

/** S4: ids of another tenant, sent by our Administrator. Answered exactly like ids that do not exist. */
export async function objectIds(product: RunningProduct, targets: Targets): Promise<Suite> {
  const token = await product.issuer.token();
  const unknown = 'eeeeeeee-0000-4000-8000-000000000001';
  const alike = (what: string, query: (id: string) => string, id: string): Attack => ({
    what,
    refused: async () => {
      const theirs = await product.graphql(query(id), {}, token);
      const nothing = await product.graphql(query(unknown), {}, token);
      return theirs.status < 500 && withoutIds(theirs.text, id) === withoutIds(nothing.text, unknown);
    },
  });
  const mutation = (name: string, input: (id: string) => unknown, id: string): Attack => ({
    what: `${name} with another tenant’s id`,
    refused: async () => {
      const theirs = await product.mutate(name, input(id), token);
      const nothing = await product.mutate(name, input(unknown), token);
      return typeof theirs['code'] === 'string' && theirs['code'] === nothing['code'];
    },
  });
  const scope = { allObjects: true };
  const { theirBackup, theirReport, theirRecovery } = targets;
  return {
    name: 'S4 object ids',
    attacks: [
      alike('tenant', (id) => `{ tenant(id: "${id}") { id displayName } }`, OTHER_TENANT),
      alike('backup', (id) => `{ backup(id: "${id}") { id status } }`, theirBackup),
      alike('differenceReport', (id) => `{ differenceReport(id: "${id}") { id status } }`, theirReport),
      alike(
        'its changes',
        (id) => `{ differenceReport(id: "${id}") { changes { totalCount } } }`,
        theirReport,
      ),
      alike('recovery', (id) => `{ recovery(id: "${id}") { id status } }`, theirRecovery),
      alike('node', (id) => `{ node(id: "${id}") { id } }`, theirBackup),
      alike('node in capitals', (id) => `{ node(id: "${id.toUpperCase()}") { id } }`, theirRecovery),
      alike(
        'auditLog',
        (id) => `{ auditLog(tenantId: "${id}") { totalCount nodes { position } } }`,
        OTHER_TENANT,
      ),
      mutation('takeBackup', (id) => ({ tenantId: id }), OTHER_TENANT),
      mutation('changeSettings', (id) => ({ tenantId: id, backupRetentionDays: 1 }), OTHER_TENANT),
      mutation('createDifferenceReport', (id) => ({ tenantId: TENANT, backupId: id, scope }), theirBackup),
      mutation('startRecovery', (id) => ({ tenantId: TENANT, from: { backupId: id }, scope }), theirBackup),
      mutation('recoverObject', (id) => ({ differenceReportId: id, objectId: targets.user }), theirReport),
      mutation('undoRecovery', (id) => ({ recoveryId: id }), theirRecovery),
      mutation('cancelJob', (id) => ({ jobId: id }), theirRecovery),
      {
        what: 'control: our own backup is found',
        refused: async () =>
          (await product.field(`{ backup(id: "${targets.backup}") { id } }`, {}, token))['id'] ===
          targets.backup,
      },
    ],
  };
}

const withoutIds = (text: string, id: string): string =>
  text.replaceAll(new RegExp(id, 'gi'), '').replaceAll(/"correlationId":"[^"]*"/g, '');
