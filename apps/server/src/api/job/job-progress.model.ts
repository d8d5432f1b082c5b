import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { JobStatus } from '#projections';
import type { JobKind } from '#protection';
import { DateTime } from '../scalars/date-time.js';
import { JobKindEnum } from './job-kind.enum.js';
import { JobStatusEnum } from './job-status.enum.js';

@ObjectType({ description: 'How far a job has come. The last message of a subscription is the job’s end.' })
export class JobProgress {
  @Field(() => ID, { description: 'The job’s id.' })
  jobId: string;

  @Field(() => JobKindEnum, { description: 'Difference report or recovery.' })
  kind: JobKind;

  @Field(() => ID, { description: 'The tenant in which it runs.' })
  tenantId: string;

  @Field(() => JobStatusEnum, { description: 'Where the job stands.' })
  status: JobStatus;

  @Field(() => Int, { nullable: true, description: 'Objects that differ; null until calculated.' })
  changedObjects: number | null;

  @Field(() => Int, { nullable: true, description: 'Links that differ; null until calculated.' })
  changedLinks: number | null;

  @Field(() => Int, { nullable: true, description: 'Steps of a recovery’s plan; null until planned.' })
  plannedSteps: number | null;

  @Field(() => Int, { description: 'Steps applied, failed or skipped so far.' })
  settledSteps: number;

  @Field(() => Int, { description: 'Objects modified so far.' })
  objectsModified: number;

  @Field(() => Int, { description: 'Links modified so far.' })
  linksModified: number;

  @Field(() => Int, { description: 'Changes that the tenant refused so far.' })
  failedChanges: number;

  @Field(() => Int, { description: 'Changes left out so far because they have moved since.' })
  skippedChanges: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Steps settled a second, of late; null before there is a rate.',
  })
  ratePerSecond: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds left at this rate; null where it cannot be told.',
  })
  secondsLeft: number | null;

  @Field(() => DateTime, { description: 'The moment that these figures describe.' })
  at: string;

  @Field(() => Boolean, { description: 'Whether the job has ended: no message follows.' })
  ended: boolean;
}
