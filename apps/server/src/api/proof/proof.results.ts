import { createUnionType } from '@nestjs/graphql';
import {
  CheckpointNotAvailable,
  LogNotRead,
  UnknownPosition,
  UnknownTreeSize,
} from '../refusal/refusals.model.js';
import { LogCheckpoint } from './log-checkpoint.model.js';
import { ConsistencyProof, InclusionProof } from './proofs.model.js';

export const LogCheckpointResult = createUnionType({
  name: 'LogCheckpointResult',
  description: 'The newest signed checkpoint of the log, or why there is none.',
  types: () => [LogCheckpoint, CheckpointNotAvailable] as const,
});

export const InclusionProofResult = createUnionType({
  name: 'InclusionProofResult',
  description: 'The proof that an event is in the log, or why there is none.',
  types: () => [InclusionProof, LogNotRead, UnknownPosition, UnknownTreeSize] as const,
});

export const ConsistencyProofResult = createUnionType({
  name: 'ConsistencyProofResult',
  description: 'The proof that the log has only been added to, or why there is none.',
  types: () => [ConsistencyProof, LogNotRead, UnknownTreeSize] as const,
});
