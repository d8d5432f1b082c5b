import { Field, ObjectType } from '@nestjs/graphql';
import type { Json } from '#catalogue';
import type * as protection from '#protection';
import { JsonValue } from '../scalars/json.js';

@ObjectType({ description: 'One attribute whose value differs.' })
export class AttributeChange {
  @Field({ description: 'Microsoft Graph’s name of the attribute.' })
  name: string;

  @Field(() => JsonValue, { nullable: true, description: 'The value in the backup.' })
  backupValue: Json;

  @Field(() => JsonValue, { nullable: true, description: 'The value when the report was made.' })
  currentValue: Json;

  @Field(() => String, {
    nullable: true,
    description: 'Why Microsoft Graph would not take the backup’s value, and what to do; null where it does.',
  })
  notWritableReason: string | null;

  static of(
    this: void,
    { name, backupValue, currentValue, notWritable }: protection.AttributeChange,
  ): AttributeChange {
    const notWritableReason = notWritable?.message ?? null;
    return Object.assign(new AttributeChange(), { name, backupValue, currentValue, notWritableReason });
  }
}
