import { DirectoryUnavailableError } from '#directory';
import { VaultDamagedError } from '#vault';

/** Why a job cannot be finished: a code, and what the administrator can do. */
export interface JobFailure {
  readonly code: string;
  readonly message: string;
}

/** The failure that an exception stands for, or `undefined` where trying again may help. */
export function failureOf(error: unknown): JobFailure | undefined {
  if (error instanceof DirectoryUnavailableError)
    return {
      code: 'TenantUnavailable',
      message: `The tenant could not be read (${error.code}): ${error.message}`,
    };
  if (error instanceof VaultDamagedError)
    return {
      code: 'BackupDamaged',
      message: `Stored data is damaged (chunk ${error.chunk}, ${error.damage}). Verify the backups and use one that is whole.`,
    };
  return undefined;
}
