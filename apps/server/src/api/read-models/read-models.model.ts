import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { EndedRebuild, NodeReadModels, RebuildUnderWay } from '../../node-read-models.js';
import { DateTime } from '../scalars/date-time.js';
import { describedEnum } from '../scalars/described-enum.js';

const RebuildOutcomeEnum = describedEnum<EndedRebuild['outcome']>(
  'RebuildOutcome',
  'How a rebuild of read models ended.',
  {
    completed: 'The new ones have taken the place of the former.',
    failed: 'The former ones go on as they were; the node’s log says why.',
  },
);

@ObjectType({ description: 'A rebuild of read models under way. The former ones go on answering meanwhile.' })
export class Rebuild {
  @Field(() => Int, { description: 'Events of the log applied so far.' })
  appliedEvents: number;

  @Field(() => Int, { description: 'Events that the read models in use have applied: where it ends.' })
  totalEvents: number;

  @Field(() => Float, { description: 'The one by the other, from 0 to 1.' })
  ratio: number;

  @Field(() => DateTime, { description: 'When it began.' })
  startedAt: string;

  static of(this: void, { applied, total, ratio, startedAt }: RebuildUnderWay): Rebuild {
    return Object.assign(new Rebuild(), { appliedEvents: applied, totalEvents: total, ratio, startedAt });
  }
}

@ObjectType({ description: 'A rebuild of read models that has ended.' })
export class FinishedRebuild {
  @Field(() => DateTime, { description: 'When it began.' })
  startedAt: string;

  @Field(() => DateTime, { description: 'When it ended.' })
  endedAt: string;

  @Field(() => RebuildOutcomeEnum, { description: 'How it ended.' })
  outcome: EndedRebuild['outcome'];
}

@ObjectType({
  description:
    'The read models of the node that answers: its own copy of what the log says, by which it answers.',
})
export class ReadModels {
  @Field(() => ID, {
    nullable: true,
    description: 'Place in the log up to which they have come; null before its first event.',
  })
  position: string | undefined;

  @Field(() => Rebuild, { nullable: true, description: 'The rebuild under way; null where none is.' })
  rebuilding: Rebuild | undefined;

  @Field(() => FinishedRebuild, {
    nullable: true,
    description: 'The last rebuild that has ended since this node was started; null where none has.',
  })
  lastRebuild: FinishedRebuild | undefined;

  static of(
    this: void,
    { position, rebuilding, lastRebuild }: Pick<NodeReadModels, 'position' | 'rebuilding' | 'lastRebuild'>,
  ): ReadModels {
    return Object.assign(new ReadModels(), {
      position,
      rebuilding: rebuilding && Rebuild.of(rebuilding),
      lastRebuild,
    });
  }
}
