import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import * as protection from '#protection';
import { GuardSettings } from './guard-settings.model.js';

@ObjectType({ description: 'What administrators have set for a tenant.' })
export class TenantSettings implements protection.TenantSettings {
  @Field({ description: 'Cron expression (UTC) of the scheduled backup.' })
  backupSchedule: string;

  @Field(() => Int, { description: 'Days for which a backup is kept.' })
  backupRetentionDays: number;

  @Field(() => Int, {
    description: 'Days for which reports and the recovery history are kept after a job’s end.',
  })
  historyRetentionDays: number;

  @Field({ description: 'Whether a Backup Reader may create difference reports.' })
  readersMayCreateReports: boolean;

  @Field(() => [ID], { description: 'Object ids of accounts that no recovery may disable or soft-delete.' })
  emergencyAccessAccountIds: readonly string[];

  @Field(() => GuardSettings, { description: 'What recoveries must never do besides.' })
  guards: GuardSettings;

  static of(this: void, settings: protection.TenantSettings): TenantSettings {
    return Object.assign(new TenantSettings(), {
      ...settings,
      guards: { ...protection.DEFAULT_GUARDS, ...settings.guards },
    });
  }
}
