import { DirectoryUnavailableError } from '#directory';
import { VaultDamagedError } from '#vault';
import type { JobContext } from './job-context.js';

/** Why a job cannot be finished: a code, and what the administrator can do. */
export interface JobFailure {
  readonly code: string;
  readonly message: string;
}

/** The failure that an exception stands for, or `undefined` where trying again may help. */
export async function failureOf(context: JobContext, error: unknown): Promise<JobFailure | undefined> {
  if (error instanceof DirectoryUnavailableError)
    return {
      code: 'TenantUnavailable',
      message: `The tenant could not be read (${error.code}): ${error.message}`,
    };
  if (error instanceof VaultDamagedError)
    return { code: 'BackupDamaged', message: `${error.message} ${await advice(context)}` };
  return undefined;
}

/** Backups share what is equal in them, so one damaged place may hurt several: all are read again and named. */
async function advice({ aggregates, tenantId, vault }: JobContext): Promise<string> {
  const { state } = await aggregates.tenant.load(tenantId);
  const [hurt, whole]: [string[], string[]] = [[], []];
  for (const [backupId, { status, root }] of state.backups) {
    if (status !== 'listed' || root === null) continue;
    const { damages } = await vault.verify(root);
    (damages.length > 0 ? hurt : whole).push(backupId);
  }
  if (hurt.length === 0) return 'No backup is hurt; start the job again.';
  const rest = whole.length === 0 ? 'None is whole: take a new one.' : `Whole are: ${whole.join(', ')}.`;
  return `Hurt are the backups: ${hurt.join(', ')}. ${rest}`;
}
