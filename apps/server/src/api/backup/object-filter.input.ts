import { Field, InputType } from '@nestjs/graphql';
import type { ObjectType } from '#catalogue';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';

@InputType({ description: 'Narrows the objects of a backup.' })
export class ObjectFilterInput {
  @Field(() => [ObjectTypeEnum], { nullable: true, description: 'Objects of one of these types.' })
  objectTypes?: ObjectType[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Text found anywhere in the display name, whatever its case. All names are looked at, and not counted: `totalCount` is that of the page.',
  })
  nameContains?: string | null;
}
