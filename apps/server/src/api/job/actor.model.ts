import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Who did or asked for something.' })
export class Actor {
  @Field(() => ID, {
    description:
      'Object id of the person or service; the product’s own acts bear `schedule` or a worker’s id.',
  })
  id: string;

  @Field({ description: 'Display name at that time.' })
  name: string;
}
