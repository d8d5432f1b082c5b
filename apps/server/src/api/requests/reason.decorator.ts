import { applyDecorators } from '@nestjs/common';
import { Field } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';

const LONGEST_REASON = 1_000;

/** Why something is asked for, in the asker's words: kept in the audit log. */
export function Reason(): PropertyDecorator {
  return applyDecorators(
    Field(() => String, {
      nullable: true,
      description: 'Why, in your own words; kept in the audit log. No personal data, please.',
    }),
    IsOptional(),
    MaxLength(LONGEST_REASON, { message: `reason must have at most ${LONGEST_REASON} characters.` }),
  );
}
