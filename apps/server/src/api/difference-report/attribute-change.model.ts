import { Field, ObjectType } from '@nestjs/graphql';
import type { Json } from '#catalogue';
import { JsonValue } from '../scalars/json.js';

@ObjectType({ description: 'One attribute whose value differs.' })
export class AttributeChange {
  @Field({ description: 'Microsoft Graph’s name of the attribute.' })
  name: string;

  @Field(() => JsonValue, { nullable: true, description: 'The value in the backup.' })
  backupValue: Json;

  @Field(() => JsonValue, { nullable: true, description: 'The value when the report was made.' })
  currentValue: Json;
}
