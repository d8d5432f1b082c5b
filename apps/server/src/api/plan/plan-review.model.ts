import { Field, ObjectType } from '@nestjs/graphql';
import type { PlanReviewView } from '#projections';
import { Actor } from '../job/actor.model.js';
import { DateTime } from '../scalars/date-time.js';
import { describedEnum } from '../scalars/described-enum.js';

const PlanDecisionEnum = describedEnum<PlanReviewView['decision']>(
  'PlanDecision',
  'What a second person has decided on a plan.',
  { approved: 'It may be started until the approval ends.', rejected: 'It may not be started any more.' },
);

@ObjectType({ description: 'A second person’s decision on a plan.' })
export class PlanReview {
  @Field(() => PlanDecisionEnum, { description: 'What was decided.' })
  decision: PlanReviewView['decision'];

  @Field(() => Actor, { description: 'Who decided.' })
  by: Actor;

  @Field(() => DateTime, { description: 'When.' })
  at: string;

  @Field({ description: 'Why, in that person’s words.' })
  reason: string;

  @Field(() => DateTime, { nullable: true, description: 'When the approval ends; null for a rejection.' })
  expiresAt: string | null;
}
