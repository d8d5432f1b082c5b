import { Field, ID, ObjectType } from '@nestjs/graphql';
import type * as protection from '#protection';
import { connectionOf } from '../paging/connection.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { ApplicationNeed, MadeBy } from './attribution.model.js';
import { AttributeChange } from './attribute-change.model.js';
import { ChangeKindEnum, NotRecoverableReasonEnum, RecoveryActionEnum } from './change.enums.js';
import { LinkChange } from './link-change.model.js';

@ObjectType({
  description: 'One object that differs from the backup, and the action that undoes the difference.',
})
export class Change {
  @Field(() => ObjectTypeEnum, { description: 'The object’s type.' })
  objectType: string;

  @Field(() => ID, { description: 'The object’s id.' })
  objectId: string;

  @Field(() => String, { nullable: true, description: 'The object’s display name, where it has one.' })
  displayName: string | null;

  @Field(() => ChangeKindEnum, { description: 'What happened to the object.' })
  kind: protection.ChangeKind;

  @Field(() => RecoveryActionEnum, {
    nullable: true,
    description: 'What recovery does; null where nothing can be done.',
  })
  action: protection.ChangeAction | null;

  @Field(() => Boolean, { description: 'Whether a recovery can take the change back.' })
  recoverable: boolean;

  @Field(() => NotRecoverableReasonEnum, {
    nullable: true,
    description: 'Why it cannot be taken back; null where it can.',
  })
  notRecoverableReason: protection.NotRecoverableReason | null;

  @Field(() => [AttributeChange], { description: 'The attributes that differ.' })
  attributes: readonly AttributeChange[];

  @Field(() => [LinkChange], { description: 'The links that differ.' })
  links: readonly LinkChange[];

  @Field(() => [MadeBy], {
    description:
      'Who has done something to the object since the backup, latest first; empty where it is not known.',
  })
  madeBy: readonly MadeBy[];

  @Field(() => [ApplicationNeed], {
    description:
      'What the recovering application must hold to take the change back, beyond its ordinary permissions: the object holds a directory role, or can be given one.',
  })
  needs: readonly ApplicationNeed[];

  static of(
    this: void,
    { type, id, notRecoverable, attributes, links, madeBy, needs, ...rest }: protection.Change,
  ): Change {
    return Object.assign(new Change(), rest, {
      objectType: type,
      objectId: id,
      recoverable: notRecoverable === null,
      notRecoverableReason: notRecoverable,
      attributes: attributes.map(AttributeChange.of),
      links: links.map(LinkChange.of),
      madeBy: (madeBy ?? []).map(MadeBy.of),
      needs: needs ?? [],
    });
  }
}

@ObjectType({ description: 'The changes of a difference report.' })
export class ChangeConnection extends connectionOf(Change) {}
