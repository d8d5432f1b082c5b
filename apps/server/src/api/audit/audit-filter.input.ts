import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import type { AuditEntryView, AuditFilter } from '#projections';
import { DateTime } from '../scalars/date-time.js';
import { AuditOutcomeEnum } from './audit.enums.js';

const MOST_ACTIVITIES = 50;
const LONGEST_TEXT = 200;

@InputType('AuditFilter', {
  description: 'Narrows the audit log. A line is shown when it meets everything that is given.',
})
export class AuditFilterInput {
  @Field(() => [String], {
    nullable: true,
    description: `One of these activities (event types); at most ${MOST_ACTIVITIES}.`,
  })
  @IsOptional()
  @ArrayMaxSize(MOST_ACTIVITIES, { message: `activities can name at most ${MOST_ACTIVITIES} activities.` })
  @MaxLength(LONGEST_TEXT, { each: true, message: 'activities must be names of activities.' })
  activities?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Done by the person or service of this id.' })
  @IsOptional()
  @MaxLength(LONGEST_TEXT, { message: 'actorId must be an object id.' })
  actorId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'About the tenant, backup, report or recovery of this id.',
  })
  @IsOptional()
  @MaxLength(LONGEST_TEXT, { message: 'subjectId must be an id.' })
  subjectId?: string | null;

  @Field(() => AuditOutcomeEnum, { nullable: true, description: 'Ended like this.' })
  outcome?: AuditEntryView['outcome'] | null;

  @Field(() => DateTime, { nullable: true, description: 'Not before this moment.' })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this moment.' })
  until?: string | null;
}

/** What of the filter is given, in the words of the read model. */
export function auditFilter(input: AuditFilterInput | null | undefined): AuditFilter {
  return {
    activities: input?.activities ?? undefined,
    actorId: input?.actorId ?? undefined,
    subjectId: input?.subjectId ?? undefined,
    outcome: input?.outcome ?? undefined,
    from: input?.from ?? undefined,
    until: input?.until ?? undefined,
  };
}
