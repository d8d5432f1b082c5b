import { Field, ObjectType } from '@nestjs/graphql';
import type { ObjectVersion as Version } from '#jobs';
import { Backup } from '../backup/backup.model.js';
import { Change } from '../difference-report/change.model.js';
import { describedEnum } from '../scalars/described-enum.js';

const PresenceEnum = describedEnum<Version['lifecycle']>(
  'ObjectPresence',
  'How an object stood in a backup.',
  {
    live: 'It was in use.',
    softDeleted: 'It was soft-deleted.',
    absent: 'It was not there.',
  },
);

@ObjectType({
  description: 'How an object stood in a backup, where that was not how it stood in the backup before.',
})
export class ObjectVersion {
  @Field(() => Backup, { description: 'The backup; `backup { object }` shows the object as it holds it.' })
  backup: Backup;

  @Field(() => PresenceEnum, { description: 'Whether it was there.' })
  lifecycle: Version['lifecycle'];

  @Field(() => Change, {
    nullable: true,
    description:
      'What had changed since the backup before: its `backupValue` is the earlier value, its `currentValue` that of this version. Null for the first version.',
  })
  change: Change | null;
}
