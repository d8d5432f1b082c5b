import { Field, ID, InterfaceType } from '@nestjs/graphql';

@InterfaceType({ description: 'Anything that can be looked up by its id alone.' })
export abstract class Node {
  @Field(() => ID, { description: 'GUID.' })
  readonly id: string;
}
