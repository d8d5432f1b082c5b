import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Id } from '../requests/id.decorator.js';
import { GuardSettingsInput } from './guard-settings.input.js';
import { IsSchedule } from './is-schedule.decorator.js';

const MOST_DAYS = 3_650;
const MOST_EMERGENCY_ACCOUNTS = 100;

const daysMessage = (name: string) => ({
  message: `${name} must be a whole number of days from 1 to ${MOST_DAYS}.`,
});

@InputType({ description: 'Settings to change; what is left out stays as it is.' })
export class ChangeSettingsInput {
  @Id('tenantId', 'The tenant whose settings change.')
  tenantId: string;

  @Field(() => String, { nullable: true, description: 'Cron expression (UTC) of the scheduled backup.' })
  @IsOptional()
  @MaxLength(100, { message: 'backupSchedule must have at most 100 characters.' })
  @IsSchedule({ message: 'backupSchedule must be a cron expression in UTC, such as "0 2 * * *".' })
  backupSchedule?: string | null;

  @Field(() => Int, { nullable: true, description: `Days for which a backup is kept: 1 to ${MOST_DAYS}.` })
  @IsOptional()
  @Min(1, daysMessage('backupRetentionDays'))
  @Max(MOST_DAYS, daysMessage('backupRetentionDays'))
  backupRetentionDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Days for which reports and the recovery history are kept after a job’s end: 1 to ${MOST_DAYS}.`,
  })
  @IsOptional()
  @Min(1, daysMessage('historyRetentionDays'))
  @Max(MOST_DAYS, daysMessage('historyRetentionDays'))
  historyRetentionDays?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a Backup Reader may create difference reports.',
  })
  readersMayCreateReports?: boolean | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Object ids of accounts that no recovery may disable or soft-delete; at most ${MOST_EMERGENCY_ACCOUNTS}. Replaces the former list.`,
  })
  @IsOptional()
  @ArrayMaxSize(MOST_EMERGENCY_ACCOUNTS, {
    message: `emergencyAccessAccountIds can name at most ${MOST_EMERGENCY_ACCOUNTS} accounts.`,
  })
  @IsUUID('loose', {
    each: true,
    message: 'emergencyAccessAccountIds must be object ids (GUIDs), not user names.',
  })
  @Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map((id) => String(id).toLowerCase()) : value,
  )
  emergencyAccessAccountIds?: string[] | null;

  @Field(() => GuardSettingsInput, {
    nullable: true,
    description: 'What recoveries must never do besides; what is left out of it stays as it is.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => GuardSettingsInput)
  guards?: GuardSettingsInput | null;
}
