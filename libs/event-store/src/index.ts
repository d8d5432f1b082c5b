export {
  EventStoreClosed,
  EventStoreUnavailable,
  InvalidAppend,
  InvalidPosition,
  type InvalidAppendCode,
} from './errors.js';
export { eventDigest, type ChainedEvent } from './event-digest.js';
export type {
  AppendResult,
  EventData,
  EventMetadata,
  EventStore,
  ExpectedRevision,
  NewEvent,
  Position,
  RecordedEvent,
  SubscriptionItem,
} from './event-store.js';
export { verifyChain, type ChainFault, type ChainHead, type ChainVerdict } from './verify-chain.js';
