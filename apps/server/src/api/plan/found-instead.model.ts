import { Field, ObjectType } from '@nestjs/graphql';
import type * as protection from '#protection';
import { describedEnum } from '../scalars/described-enum.js';
import { FoundAttribute } from './plan-value.model.js';
import { plannedAttributes } from './planned-step.model.js';

const FoundLifecycleEnum = describedEnum<protection.FoundInstead['lifecycle']>(
  'FoundLifecycle',
  'How an object stood when a step looked at it.',
  { live: 'It was there.', softDeleted: 'It was soft-deleted.', absent: 'It was gone.' },
);

@ObjectType({ description: 'What a step found at the tenant instead of what its plan had seen.' })
export class FoundInstead {
  @Field(() => FoundLifecycleEnum, { description: 'How the object stood.' })
  lifecycle: protection.FoundInstead['lifecycle'];

  @Field(() => [FoundAttribute], { description: 'The attributes of the step: wanted, seen and found.' })
  attributes: readonly FoundAttribute[];

  @Field(() => String, {
    nullable: true,
    description: 'The value found of the step’s link; null where there is none.',
  })
  linkFound: string | null;

  static of(this: void, { step, lifecycle, attributes, linkValue }: protection.FoundInstead): FoundInstead {
    return Object.assign(new FoundInstead(), {
      lifecycle,
      attributes: plannedAttributes(step).map((each) => ({ ...each, found: attributes[each.name] ?? null })),
      linkFound: linkValue,
    });
  }
}
