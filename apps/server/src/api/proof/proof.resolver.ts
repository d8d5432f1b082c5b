import { Inject, UseGuards } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { checkpointOf, type ProofFault } from '#proof';
import { ReaderGuard } from '../access/reader.guard.js';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import {
  CheckpointNotAvailable,
  LogNotRead,
  UnknownPosition,
  UnknownTreeSize,
} from '../refusal/refusals.model.js';
import { refusedAs } from '../refusal/refused.js';
import { LogCheckpoint } from './log-checkpoint.model.js';
import { ConsistencyProofResult, InclusionProofResult, LogCheckpointResult } from './proof.results.js';
import { ConsistencyProof, InclusionProof } from './proofs.model.js';

/**
 * Proofs about the log as a whole, for readers of any tenant: what they show of the others is how many events there
 * are, and digests that give nothing away.
 */
@Resolver()
@UseGuards(ReaderGuard)
export class ProofResolver {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'logTree' | 'newestCheckpoint'>) {}

  @Query(() => LogCheckpointResult, { description: 'The newest signed checkpoint of the log.' })
  logCheckpoint(): typeof LogCheckpointResult {
    const note = this.parts.newestCheckpoint();
    const checkpoint = note === undefined ? undefined : checkpointOf(note);
    if (note !== undefined && checkpoint !== undefined) return LogCheckpoint.of(note, checkpoint);
    return refusedAs(
      CheckpointNotAvailable,
      'This node has no signed checkpoint at hand. Ask again after the next one, or read it where the worker keeps it (setting KNOWN_GOOD_CHECKPOINTS).',
    );
  }

  @Query(() => InclusionProofResult, { description: 'Proves that the event at a position is in the log.' })
  async inclusionProof(
    @Args('position', {
      type: () => ID,
      description: 'Place of the event in the log, such as the `position` of an audit entry.',
    })
    position: string,
    @Args('treeSize', {
      type: () => Int,
      nullable: true,
      description: 'As of how many events, such as the `treeSize` of a checkpoint; all where left out.',
    })
    treeSize?: number | null,
  ): Promise<typeof InclusionProofResult> {
    const proof = await this.parts.logTree.inclusionProof(position, treeSize ?? undefined);
    if (typeof proof !== 'string') return InclusionProof.of(proof);
    return proof === 'UnknownPosition' ? unknownPosition() : refusedProof(proof);
  }

  @Query(() => ConsistencyProofResult, {
    description: 'Proves that the log of a later size begins with the log of an earlier one.',
  })
  async consistencyProof(
    @Args('from', { type: () => Int, description: 'The earlier number of events.' }) from: number,
    @Args('to', {
      type: () => Int,
      nullable: true,
      description: 'The later number of events; all where left out.',
    })
    to?: number | null,
  ): Promise<typeof ConsistencyProofResult> {
    const proof = await this.parts.logTree.consistencyProof(from, to ?? undefined);
    return typeof proof === 'string' ? refusedProof(proof) : ConsistencyProof.of(proof);
  }
}

const unknownPosition = (): UnknownPosition =>
  refusedAs(UnknownPosition, 'No event stands there. Take the position from an audit entry or an answer.');

function refusedProof(fault: Exclude<ProofFault, 'UnknownPosition'>): LogNotRead | UnknownTreeSize {
  return fault === 'LogNotRead'
    ? refusedAs(LogNotRead, 'This node is still reading the log. Ask again in a moment.')
    : refusedAs(
        UnknownTreeSize,
        'The log has not had so many events, or not yet the event asked for. Take sizes from a checkpoint, the smaller first.',
      );
}
