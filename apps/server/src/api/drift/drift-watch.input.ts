import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import type { ObjectType } from '#catalogue';
import type * as protection from '#protection';
import { ChangeKindEnum, RecoveryActionEnum } from '../difference-report/change.enums.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { IsSchedule } from '../tenant/is-schedule.decorator.js';
import { SeverityEnum } from './drift.enums.js';

const MOST_RULES = 50;
const MOST_WORDS = 1_000;
const LONGEST_WORD = 128;
const LONGEST_NAME = 100;
const MOST_OBJECTS = 1_000_000;

const tooMany = (name: string) => ({ message: `${name} can have at most ${MOST_WORDS} entries.` });
const tooLong = (name: string) => ({
  each: true,
  message: `An entry of ${name} has at most ${LONGEST_WORD} characters.`,
});

@InputType({ description: 'A rule of the drift watch: changes that meet everything that is given.' })
export class DriftRuleInput {
  @Field({ description: 'Names the rule in alarms. No personal data, please.' })
  @Length(1, LONGEST_NAME, { message: `A rule’s name must have 1 to ${LONGEST_NAME} characters.` })
  name: string;

  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  severity: protection.Severity;

  @Field(() => [ObjectTypeEnum], { nullable: true, description: 'Only objects of these types.' })
  objectTypes?: ObjectType[] | null;

  @Field(() => [RecoveryActionEnum], { nullable: true, description: 'Only what these actions would undo.' })
  actions?: protection.ChangeAction[] | null;

  @Field(() => [ChangeKindEnum], { nullable: true, description: 'Only changes of these kinds.' })
  kinds?: protection.ChangeKind[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only these attributes and kinds of link, by Microsoft Graph’s name.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_WORDS, tooMany('attributes'))
  @MaxLength(LONGEST_WORD, tooLong('attributes'))
  attributes?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Objects that are meant to change.' })
  @IsOptional()
  @ArrayMaxSize(MOST_WORDS, tooMany('exceptObjectIds'))
  @MaxLength(LONGEST_WORD, tooLong('exceptObjectIds'))
  exceptObjectIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Users (object id) and applications (application id) that are meant to make such changes.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_WORDS, tooMany('exceptActorIds'))
  @MaxLength(LONGEST_WORD, tooLong('exceptActorIds'))
  exceptActorIds?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'So many changed objects at least (default 1).' })
  @IsOptional()
  @Min(1, { message: 'atLeast must be 1 or more.' })
  @Max(MOST_OBJECTS, { message: `atLeast must be at most ${MOST_OBJECTS}.` })
  atLeast?: number | null;
}

@InputType({ description: 'A mass change: more than the share, and at least so many, of one object type.' })
export class MassChangeAlarmInput {
  @Field(() => Int, { description: 'From 1 to 100.' })
  @Min(1, { message: 'percent must be from 1 to 100.' })
  @Max(100, { message: 'percent must be from 1 to 100.' })
  percent: number;

  @Field(() => Int, {
    description: 'At least so many objects, so that few objects of a rare type raise none.',
  })
  @Min(1, { message: 'atLeast must be 1 or more.' })
  @Max(MOST_OBJECTS, { message: `atLeast must be at most ${MOST_OBJECTS}.` })
  atLeast: number;
}

@InputType({ description: 'What is looked at by the clock; what is left out is as recommended.' })
export class DriftWatchInput {
  @Field({ description: 'Cron expression (UTC) of the checks, such as "0 * * * *" for every hour.' })
  @MaxLength(100, { message: 'schedule must have at most 100 characters.' })
  @IsSchedule({ message: 'schedule must be a cron expression in UTC, such as "0 * * * *".' })
  schedule: string;

  @Field(() => [DriftRuleInput], { nullable: true, description: `At most ${MOST_RULES}.` })
  @IsOptional()
  @ArrayMaxSize(MOST_RULES, { message: `A drift watch has at most ${MOST_RULES} rules.` })
  @ValidateNested({ each: true })
  @Type(() => DriftRuleInput)
  rules?: DriftRuleInput[] | null;

  @Field(() => MassChangeAlarmInput, {
    nullable: true,
    description: 'Left out: 5 percent and at least 20 objects. 100 percent: none.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => MassChangeAlarmInput)
  massChange?: MassChangeAlarmInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether a plan that takes a new drift back is frozen, for someone to look at (default false).',
  })
  proposesPlan?: boolean | null;
}
