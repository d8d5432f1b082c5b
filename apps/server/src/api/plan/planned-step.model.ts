import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { describeStep, type PlannedStep as Step, type RecoveryAction } from '#protection';
import { StepActionEnum } from '../difference-report/change.enums.js';
import { connectionOf } from '../paging/connection.js';
import { StepLink } from '../recovery/step-link.model.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { PlannedAttribute } from './plan-value.model.js';

@ObjectType({
  description: 'One step of a plan: a single change to one object or link, with the values seen.',
})
export class PlannedStep {
  @Field(() => Int, { description: 'The step’s stage: all steps of a lower one are settled before.' })
  stage: number;

  @Field(() => ObjectTypeEnum, { description: 'The object’s type.' })
  objectType: string;

  @Field(() => ID, { description: 'The object’s id.' })
  objectId: string;

  @Field(() => StepActionEnum, { description: 'What is done to the object.' })
  action: RecoveryAction;

  @Field(() => [PlannedAttribute], { description: 'The attributes to write; empty for other steps.' })
  attributes: readonly PlannedAttribute[];

  @Field(() => StepLink, { nullable: true, description: 'The link to write, for steps on links.' })
  link?: StepLink;

  @Field(() => String, {
    nullable: true,
    description: 'The value that the link is to have (empty for a bare link); null where it is removed.',
  })
  linkWanted: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The value seen of the link; null where there was none.',
  })
  linkSeen: string | null;

  static of(this: void, step: Step): PlannedStep {
    const { objectType, objectId, action, link } = describeStep(step, 0);
    return Object.assign(new PlannedStep(), {
      ...{ stage: step.stage, objectType, objectId, action, link },
      attributes: plannedAttributes(step),
      linkWanted: 'link' in step && 'value' in step ? step.value : null,
      linkSeen: 'link' in step && 'seen' in step ? step.seen : null,
    });
  }
}

/** The attributes that a step writes, each with what its plan has seen of it. */
export function plannedAttributes(step: Step): readonly PlannedAttribute[] {
  if (!('set' in step)) return [];
  const { set } = step;
  const seen = 'seen' in step ? (step.seen ?? {}) : {};
  return Object.entries(set).map(([name, wanted]) => {
    const wasSeen = Object.hasOwn(seen, name);
    return { name, wanted, wasSeen, seen: wasSeen ? (seen[name] ?? null) : null };
  });
}

@ObjectType({ description: 'The steps of a plan, in the order in which they are carried out.' })
export class PlannedStepConnection extends connectionOf(PlannedStep) {}
