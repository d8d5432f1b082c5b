import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import type { ObjectType } from '#catalogue';
import {
  parseSelection,
  type ChangeKind,
  type ChangeAction,
  type Refusal,
  type Selection,
  type SelectionFilter,
} from '#protection';
import { ChangeKindEnum, RecoveryActionEnum } from '../difference-report/change.enums.js';
import { DateTime } from '../scalars/date-time.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';

const MOST_PARTS = 1_000;
const LONGEST_NAME = 200;

@InputType({ description: 'One link of an object.' })
export class SelectedLinkInput {
  @Field({ description: 'The kind of link, such as `members`.' })
  @MaxLength(LONGEST_NAME, { message: 'link must be the name of a kind of link.' })
  link: string;

  @Field(() => ID, { description: 'The link’s other end, as the report shows it.' })
  @MaxLength(LONGEST_NAME, { message: 'targetId must be an id.' })
  targetId: string;
}

@InputType({ description: 'One object: as a whole, or only the attributes and links that are named.' })
export class SelectedObjectInput {
  @Field(() => ID, { description: 'The object’s id.' })
  objectId: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Only these attributes, by Microsoft Graph’s name.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_PARTS, { message: `attributes can name at most ${MOST_PARTS} attributes.` })
  @MaxLength(LONGEST_NAME, { each: true, message: 'attributes must be names of attributes.' })
  attributes?: string[] | null;

  @Field(() => [SelectedLinkInput], { nullable: true, description: 'Only these links.' })
  @IsOptional()
  @ArrayMaxSize(MOST_PARTS, { message: `links can name at most ${MOST_PARTS} links.` })
  @ValidateNested({ each: true })
  @Type(() => SelectedLinkInput)
  links?: SelectedLinkInput[] | null;
}

@InputType({
  description: 'Chooses changes by what they are. A change is chosen when it meets all that is given.',
})
export class SelectionFilterInput {
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
    description:
      'Changes of at least one of these attributes or kinds of link; of an updated object, only these are chosen.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_PARTS, { message: `attributes can name at most ${MOST_PARTS} attributes.` })
  @MaxLength(LONGEST_NAME, { each: true, message: 'attributes must be names of attributes or links.' })
  attributes?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Text found anywhere in the display name.' })
  @IsOptional()
  @MaxLength(LONGEST_NAME, { message: `nameContains must have at most ${LONGEST_NAME} characters.` })
  nameContains?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Changes made by this user (object id) or application (application id); needs a report.',
  })
  @IsOptional()
  @MaxLength(LONGEST_NAME, { message: 'actorId must be an id.' })
  actorId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text found anywhere in the name of whoever made the change; needs a report.',
  })
  @IsOptional()
  @MaxLength(LONGEST_NAME, { message: `actorName must have at most ${LONGEST_NAME} characters.` })
  actorName?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Changes of objects that someone worked on at this moment or later; needs a report.',
  })
  changedAfter?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Changes of objects that someone worked on at this moment or earlier; needs a report.',
  })
  changedBefore?: string | null;
}

@InputType({
  description:
    'Which changes to take back: the ticked objects and those that the filter chooses, but never the excepted.',
})
export class SelectionInput {
  @Field(() => [SelectedObjectInput], { nullable: true, description: 'Ticked objects, each named once.' })
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => SelectedObjectInput)
  objects?: SelectedObjectInput[] | null;

  @Field(() => SelectionFilterInput, { nullable: true, description: 'Changes chosen by what they are.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SelectionFilterInput)
  filter?: SelectionFilterInput | null;

  @Field(() => [ID], { nullable: true, description: 'Objects that are left out, whatever else is given.' })
  exceptObjectIds?: string[] | null;
}

/** Reads a selection; refused where it chooses nothing, or more than a plan can be made from. */
export function selectionOf({ objects, filter, exceptObjectIds }: SelectionInput): Selection | Refusal {
  return parseSelection({
    ...(objects && { objects: objects.map(tickedObject) }),
    ...(filter && { filter: filterOf(filter) }),
    ...(exceptObjectIds && { exceptObjectIds }),
  });
}

/** Whether a filter asks who made a change, or when: only a difference report can tell. */
export function asksWhoOrWhen({ filter }: Selection): boolean {
  const { actorId, actorName, changedAfter, changedBefore } = filter ?? {};
  return [actorId, actorName, changedAfter, changedBefore].some((asked) => asked !== undefined);
}

const tickedObject = ({ objectId, attributes, links }: SelectedObjectInput) => ({
  objectId,
  ...(attributes && { attributes }),
  ...(links && { links: links.map(({ link, targetId }) => ({ link, target: targetId })) }),
});

/** What of the filter is given. */
function filterOf(input: SelectionFilterInput): SelectionFilter {
  const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given);
}
