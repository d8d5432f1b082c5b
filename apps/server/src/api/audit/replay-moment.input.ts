import { Field, InputType } from '@nestjs/graphql';
import { DateTime } from '../scalars/date-time.js';

@InputType({ isOneOf: true, description: 'A moment of the log: exactly one of these.' })
export class ReplayMomentInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A place in the log. From it: what comes after it. Until it: what happened there is included.',
  })
  position?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'A moment that has passed; what happened at it is included.',
  })
  time?: string | null;
}
