import { OTHER_TENANT, TENANT } from './attack-issuer.ts';
import type { RunningProduct } from './running-product.ts';

/** What there is to be stolen or harmed: ids of our tenant, and of the other one. */
export interface Targets {
  readonly backup: string;
  readonly report: string;
  readonly recovery: string;
  /** Object id of a user of our tenant. */
  readonly user: string;
  readonly theirBackup: string;
  readonly theirReport: string;
  readonly theirRecovery: string;
}

/** Takes a backup, a report and a trial recovery in both tenants. */
export async function prepareTargets(product: RunningProduct): Promise<Targets> {
  const [ours, theirs] = await Promise.all([prepare(product, TENANT), prepare(product, OTHER_TENANT)]);
  const response = await fetch(`${product.simulatorUrl}/v1.0/users?$top=1`, {
    headers: { authorization: 'Bearer test' },
  });
  const { value } = (await response.json()) as { value: { id: string }[] };
  return {
    ...ours,
    user: value[0]?.id ?? '',
    theirBackup: theirs.backup,
    theirReport: theirs.report,
    theirRecovery: theirs.recovery,
  };
}

async function prepare(
  product: RunningProduct,
  tenantId: string,
): Promise<Pick<Targets, 'backup' | 'report' | 'recovery'>> {
  const token = await product.issuer.token({ tid: tenantId });
  const backup = await product.backup(tenantId);
  const report = await product.report(tenantId, backup);
  const input = { from: { backupId: backup }, scope: { allObjects: true }, dryRun: true };
  return { backup, report, recovery: await product.recovery(tenantId, input, token) };
}
