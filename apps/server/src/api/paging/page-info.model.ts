import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Where a page of a list stands, as Relay defines it.' })
export class PageInfo {
  @Field({ description: 'Whether there are rows after this page: ask with `after: endCursor`.' })
  hasNextPage: boolean;

  @Field({ description: 'Whether there are rows before this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row; null on an empty page.' })
  endCursor: string | null;
}
