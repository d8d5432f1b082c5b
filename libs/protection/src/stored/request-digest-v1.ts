import type { OfType } from '../decider.js';
import type { TenantEvent } from '../tenant/tenant-events.js';

/** Version 1 of what is started by a request that can be repeated: the request was known by its key alone. */
export type BackupRequestedV1 = Omit<OfType<TenantEvent, 'BackupRequested'>['data'], 'requestDigest'>;
