import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { RecoveryStepView } from '#projections';
import type { RecoveryAction } from '#protection';
import { StepActionEnum } from '../difference-report/change.enums.js';
import { connectionOf } from '../paging/connection.js';
import { DateTime } from '../scalars/date-time.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { StepLink } from './step-link.model.js';
import { StepOutcomeEnum } from './step-outcome.enum.js';

@ObjectType({ description: 'One settled step of a recovery: a single change to one object or link.' })
export class RecoveryStep {
  /** Where the vault keeps what the step found. */
  readonly foundRoot?: string;
  /** Whether the recovery's values are gone. */
  readonly isExpired: boolean;

  @Field(() => Int, { description: 'The step’s number in the plan, from 0.' })
  step: number;

  @Field(() => ObjectTypeEnum, { description: 'The object’s type.' })
  objectType: string;

  @Field(() => ID, { description: 'The object’s id.' })
  objectId: string;

  @Field(() => StepActionEnum, { description: 'What is done to the object.' })
  action: RecoveryAction;

  @Field(() => [String], { description: 'Names of the attributes written; empty for other steps.' })
  attributes: readonly string[];

  @Field(() => StepLink, { nullable: true, description: 'The link written, for steps on links.' })
  link?: StepLink;

  @Field(() => StepOutcomeEnum, { description: 'What became of it.' })
  outcome: RecoveryStepView['outcome'];

  @Field(() => String, {
    nullable: true,
    description: 'Error code of a failed step, reason of a skipped one; null for applied ones.',
  })
  code: string | null;

  @Field(() => String, { nullable: true, description: 'What happened and what to do about it.' })
  message: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of a step that has made an object again: the id that it has now; null for others.',
  })
  newObjectId: string | null;

  @Field(() => DateTime, { description: 'When it was settled.' })
  at: string;

  static of(this: void, view: RecoveryStepView, isExpired: boolean): RecoveryStep {
    return Object.assign(new RecoveryStep(), view, { isExpired, newObjectId: view.newId ?? null });
  }
}

@ObjectType({ description: 'Steps of a recovery, newest first.' })
export class RecoveryStepConnection extends connectionOf(RecoveryStep) {}
