import { Field, ObjectType } from '@nestjs/graphql';
import type { Json } from '#catalogue';
import { Backup } from '../backup/backup.model.js';
import { JsonValue } from '../scalars/json.js';

@ObjectType({
  description:
    'Backups, one after the other, in which an attribute had the same value. It changed at some time between `until` and the next period’s `since`.',
})
export class AttributePeriod {
  @Field(() => JsonValue, { nullable: true, description: 'The value; null where there was none.' })
  value: Json;

  @Field(() => Backup, { description: 'The first backup that shows it.' })
  since: Backup;

  @Field(() => Backup, { description: 'The last backup that shows it.' })
  until: Backup;
}
