import type { OfType } from '../decider.js';
import type { TenantEvent } from '../tenant/tenant-events.js';

/** Version 1 of what is started by a request that can be repeated: the request was known by its key alone. */
export type WithoutRequestDigest<Type extends 'BackupRequested' | 'JobStarted'> = Omit<
  OfType<TenantEvent, Type>['data'],
  'requestDigest'
>;
