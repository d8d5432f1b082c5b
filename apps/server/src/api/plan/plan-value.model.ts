import { Field, ObjectType } from '@nestjs/graphql';
import type { Json } from '#catalogue';
import { JsonValue } from '../scalars/json.js';

@ObjectType({ description: 'One attribute that a step of a plan writes.' })
export class PlannedAttribute {
  @Field({ description: 'Microsoft Graph’s name of the attribute.' })
  name: string;

  @Field(() => JsonValue, { nullable: true, description: 'The value to write.' })
  wanted: Json;

  @Field(() => Boolean, { description: 'Whether the value could be seen when the plan was made.' })
  wasSeen: boolean;

  @Field(() => JsonValue, { nullable: true, description: 'The value seen when the plan was made.' })
  seen: Json;
}

@ObjectType({ description: 'An attribute as a step found it, instead of as its plan had seen it.' })
export class FoundAttribute extends PlannedAttribute {
  @Field(() => JsonValue, { nullable: true, description: 'The value found.' })
  found: Json;
}
