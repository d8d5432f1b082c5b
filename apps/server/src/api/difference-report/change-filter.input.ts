import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import type { ObjectType } from '#catalogue';
import type { ChangeFilter } from '#projections';
import type { ChangeKind, ChangeAction } from '#protection';
import { DateTime } from '../scalars/date-time.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { ChangeKindEnum, RecoveryActionEnum } from './change.enums.js';

const MOST_ATTRIBUTES = 50;
const LONGEST_TEXT = 200;

@InputType({
  description: 'Narrows a report’s changes. A change is shown when it meets everything that is given.',
})
export class ChangeFilterInput {
  @Field(() => [ObjectTypeEnum], { nullable: true, description: 'Objects of one of these types.' })
  objectTypes?: ObjectType[] | null;

  @Field(() => [RecoveryActionEnum], {
    nullable: true,
    description: 'Changes undone by one of these actions.',
  })
  actions?: ChangeAction[] | null;

  @Field(() => [ChangeKindEnum], { nullable: true, description: 'Changes of one of these kinds.' })
  kinds?: ChangeKind[] | null;

  @Field(() => [String], {
    nullable: true,
    description: `Changes of at least one of these attributes or links, by Microsoft Graph’s name; at most ${MOST_ATTRIBUTES}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MOST_ATTRIBUTES, { message: `attributes can name at most ${MOST_ATTRIBUTES} attributes.` })
  @MaxLength(LONGEST_TEXT, { each: true, message: 'attributes must be names of attributes or links.' })
  attributes?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text found anywhere in the display name, whatever its case.',
  })
  @IsOptional()
  @MaxLength(LONGEST_TEXT, { message: `nameContains must have at most ${LONGEST_TEXT} characters.` })
  nameContains?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only changes that can (or cannot) be taken back.' })
  recoverable?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Changes made by this user (object id) or application (application id), as far as it is known.',
  })
  @IsOptional()
  @MaxLength(LONGEST_TEXT, { message: 'actorId must be an id.' })
  actorId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text found anywhere in the name of whoever made the change, whatever its case.',
  })
  @IsOptional()
  @MaxLength(LONGEST_TEXT, { message: `actorName must have at most ${LONGEST_TEXT} characters.` })
  actorName?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Changes of objects that someone worked on at this moment or later; what was done often counts from its first to its last time.',
  })
  changedAfter?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Changes of objects that someone worked on at this moment or earlier; what was done often counts from its first to its last time.',
  })
  changedBefore?: string | null;
}

/** What of the filter is given, in the words of the change index. */
export function changeFilter(input: ChangeFilterInput | null | undefined): ChangeFilter {
  return {
    objectTypes: input?.objectTypes ?? undefined,
    actions: input?.actions ?? undefined,
    kinds: input?.kinds ?? undefined,
    attributes: input?.attributes ?? undefined,
    nameContains: input?.nameContains ?? undefined,
    recoverable: input?.recoverable ?? undefined,
    actorId: input?.actorId ?? undefined,
    actorName: input?.actorName ?? undefined,
    changedAfter: input?.changedAfter ?? undefined,
    changedBefore: input?.changedBefore ?? undefined,
  };
}
