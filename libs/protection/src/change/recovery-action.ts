/** What undoes a change. */
export type ChangeAction = 'update' | 'restore' | 'softDelete';

/** What a step does to an object: `create` makes one again that is gone for good, and nothing but a re-creation does. */
export type RecoveryAction = ChangeAction | 'create';
