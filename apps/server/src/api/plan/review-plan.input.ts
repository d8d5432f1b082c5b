import { Field, InputType } from '@nestjs/graphql';
import { Length } from 'class-validator';
import { PlanReferenceInput } from '../recovery/recovery-source.input.js';

const LONGEST_REASON = 1_000;

@InputType({ description: 'Decides on a plan, as it was looked at.' })
export class ReviewPlanInput extends PlanReferenceInput {
  @Field({ description: 'Why, in your own words; kept in the audit log. No personal data, please.' })
  @Length(1, LONGEST_REASON, { message: `reason must have 1 to ${LONGEST_REASON} characters.` })
  reason: string;
}
