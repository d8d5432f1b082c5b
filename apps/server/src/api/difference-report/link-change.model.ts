import { Field, ID, ObjectType } from '@nestjs/graphql';
import type * as protection from '#protection';
import { LinkActionEnum } from './change.enums.js';

@ObjectType({ description: 'One link that differs.' })
export class LinkChange {
  @Field({ description: 'The kind of link, such as `members`.' })
  link: string;

  @Field(() => ID, {
    description:
      'The link’s other end: the member’s id, the client’s id of a permission grant, or principal id and app role id of an assignment, joined by a dot.',
  })
  targetId: string;

  @Field(() => LinkActionEnum, { description: 'What recovery does about it.' })
  change: protection.LinkChange['change'];

  @Field(() => String, {
    nullable: true,
    description:
      'The link’s value in the backup (the scopes of a grant; empty for others); null where it was absent.',
  })
  backupValue: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The link’s value when the report was made; null where it was absent.',
  })
  currentValue: string | null;

  static of(this: void, { target, ...rest }: protection.LinkChange): LinkChange {
    return Object.assign(new LinkChange(), { targetId: target, ...rest });
  }
}
