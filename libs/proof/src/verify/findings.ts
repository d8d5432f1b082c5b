/**
 * What is wrong with an event. `altered`: not what was appended. `missing`: no longer there. `inserted`: never
 * appended by the product at this place. `reordered`: appended, but at another place. `unreadable`: the store
 * cannot give the log any further. `otherDigest`: nothing else is wrong in its stream, but the digest that the store
 * keeps beside it is not its own, so that the next event would be chained to something that never was.
 */
export type EventFault = 'altered' | 'missing' | 'inserted' | 'reordered' | 'unreadable' | 'otherDigest';

/** An event that is not as it was appended. What is unknown of a missing one is left out. */
export interface EventFinding {
  readonly subject: 'event';
  readonly fault: EventFault;
  readonly stream?: string | undefined;
  readonly revision?: number | undefined;
  /** For several missing events in a row: the last one's revision. */
  readonly lastRevision?: number | undefined;
  readonly id?: string | undefined;
  /** Where it stands; for a missing event, where the next one of its stream does. */
  readonly position?: string | undefined;
}

/**
 * What is wrong with a checkpoint, or with the log by its word. `malformed`, `wrongSignature`, `otherOrigin`: it
 * vouches for nothing. `replayed`: it is older than one that stands before it. `forked`: another signed checkpoint
 * of the same size has another root, so two histories have been signed. `logTooShort`: events that it covers are
 * gone from the log's end. `otherRoot`: the events it covers are no longer the ones that were signed.
 */
export type CheckpointFault =
  'malformed' | 'wrongSignature' | 'otherOrigin' | 'replayed' | 'forked' | 'logTooShort' | 'otherRoot';

/** A checkpoint that is not believed, or that the log contradicts. */
export interface CheckpointFinding {
  readonly subject: 'checkpoint';
  readonly fault: CheckpointFault;
  /** Place in the list of checkpoints, from 1. */
  readonly number: number;
  readonly treeSize?: number | undefined;
  readonly at?: string | undefined;
  /** For `otherRoot` and `logTooShort`: the first so many events are proved by an earlier checkpoint. */
  readonly provedSize?: number | undefined;
}

/** A register that its checkpoints do not vouch for: it was not used to name events. */
export interface RegisterFinding {
  readonly subject: 'register';
  readonly fault: 'notVouchedFor';
}

export type Finding = EventFinding | CheckpointFinding | RegisterFinding;
