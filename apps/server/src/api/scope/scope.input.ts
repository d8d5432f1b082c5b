import { Field, ID, InputType } from '@nestjs/graphql';
import { MOST_OBJECT_IDS, type ScopeRequest } from '#protection';
import { ObjectTypeEnum } from './object-type.enum.js';

/** What `parseScope` reads: more than the schema can say (numbers, empty lists) is judged there. */
@InputType({ isOneOf: true, description: 'What a job looks at: exactly one of these.' })
export class ScopeInput implements ScopeRequest {
  @Field(() => Boolean, { nullable: true, description: 'Every object of every type. Can only be true.' })
  allObjects?: boolean | null;

  @Field(() => [ObjectTypeEnum], { nullable: true, description: 'Every object of these types.' })
  objectTypes?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: `These objects, of any mix of types: 1 to ${MOST_OBJECT_IDS} ids.`,
  })
  objectIds?: string[] | null;
}
