import { Field, ID, ObjectType } from '@nestjs/graphql';
import { LinkActionEnum } from '../difference-report/change.enums.js';

@ObjectType({ description: 'The link that a step writes.' })
export class StepLink {
  @Field({ description: 'The kind of link, such as `members`.' })
  name: string;

  @Field(() => ID, { description: 'The link’s other end.' })
  target: string;

  @Field(() => LinkActionEnum, { description: 'What is done to the link.' })
  change: string;
}
