/** What a recovery does to an object to take its change back. */
export type RecoveryAction = 'update' | 'restore' | 'softDelete';
