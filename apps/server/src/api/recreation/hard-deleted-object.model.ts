import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { DirectoryObject } from '#catalogue';
import { recreationPreflight, type Change } from '#protection';
import { BackupObject } from '../backup/backup-object.model.js';
import { MadeBy } from '../difference-report/attribution.model.js';
import { connectionOf } from '../paging/connection.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { RecreationPreflight } from './recreation-preflight.model.js';

@ObjectType({ description: 'An object of the backup that is gone for good.' })
export class HardDeletedObject {
  @Field(() => ObjectTypeEnum, { description: 'The object’s type.' })
  objectType: DirectoryObject['type'];

  @Field(() => ID, { description: 'The id that it had.' })
  objectId: string;

  @Field(() => String, { nullable: true, description: 'The display name that it had, where it had one.' })
  displayName: string | null;

  @Field(() => BackupObject, { description: 'What it was: the object as the backup holds it.' })
  inBackup: BackupObject;

  @Field(() => [MadeBy], {
    description: 'Who has done something to it since the backup, latest first; empty where it is not known.',
  })
  madeBy: readonly MadeBy[];

  @Field(() => RecreationPreflight, { description: 'What re-creating it would bring back, and what not.' })
  recreationPreflight: RecreationPreflight;

  static of(this: void, change: Change, object: DirectoryObject, root: string): HardDeletedObject {
    const { type: objectType, id: objectId, displayName, madeBy } = change;
    return Object.assign(new HardDeletedObject(), {
      ...{ objectType, objectId, displayName },
      inBackup: BackupObject.of(object, root),
      madeBy: (madeBy ?? []).map(MadeBy.of),
      recreationPreflight: RecreationPreflight.of(recreationPreflight(object)),
    });
  }
}

@ObjectType({ description: 'Objects of a backup that are gone for good, by type.' })
export class HardDeletedObjectConnection extends connectionOf(HardDeletedObject) {}
