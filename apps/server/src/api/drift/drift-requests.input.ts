import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, Length, MaxLength, ValidateNested } from 'class-validator';
import { Id } from '../requests/id.decorator.js';
import { DriftWatchInput } from './drift-watch.input.js';

const LONGEST_REASON = 1_000;

@InputType({ description: 'Sets what is looked at by the clock, or switches it off.' })
export class ChangeDriftWatchInput {
  @Id('tenantId', 'The tenant.')
  tenantId: string;

  @Field(() => DriftWatchInput, { nullable: true, description: 'Replaces all of it; null switches it off.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DriftWatchInput)
  watch?: DriftWatchInput | null;
}

@InputType({ description: 'Asks for a drift check now.' })
export class StartDriftCheckInput {
  @Id('tenantId', 'The tenant.')
  tenantId: string;
}

@InputType({ description: 'Says that what the latest drift check has found is known.' })
export class AcknowledgeDriftInput {
  @Id('differenceReportId', 'The report of the latest drift check.')
  differenceReportId: string;

  @Field({ description: 'Why, in your own words; kept in the audit log. No personal data, please.' })
  @Length(1, LONGEST_REASON, { message: `reason must have 1 to ${LONGEST_REASON} characters.` })
  reason: string;
}

@InputType({ description: 'Keeps a backup from expiring.' })
export class PinBackupInput {
  @Id('backupId', 'The backup.')
  backupId: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in your own words; kept in the audit log. No personal data, please.',
  })
  @IsOptional()
  @MaxLength(LONGEST_REASON, { message: `reason must have at most ${LONGEST_REASON} characters.` })
  reason?: string | null;
}

@InputType({ description: 'Lets a backup expire again when its retention is over.' })
export class UnpinBackupInput {
  @Id('backupId', 'The backup.')
  backupId: string;
}
