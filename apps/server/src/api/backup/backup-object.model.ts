import { Field, ID, ObjectType as GraphObjectType } from '@nestjs/graphql';
import type { DirectoryObject, JsonObject } from '#catalogue';
import { connectionOf } from '../paging/connection.js';
import { JsonValue } from '../scalars/json.js';
import { describedEnum } from '../scalars/described-enum.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';

const LifecycleEnum = describedEnum<DirectoryObject['lifecycle']>(
  'ObjectLifecycle',
  'Whether an object was in use.',
  { live: 'It was in use.', softDeleted: 'It was soft-deleted.' },
);

@GraphObjectType({ description: 'One link of an object, as a backup holds it.' })
export class BackupLink {
  @Field({ description: 'The kind of link, such as `members`.' })
  link: string;

  @Field(() => ID, { description: 'The link’s other end.' })
  targetId: string;

  @Field({ description: 'The link’s value (the scopes of a grant); empty for a bare link.' })
  value: string;
}

@GraphObjectType({ description: 'The links of an object, by kind and target.' })
export class BackupLinkConnection extends connectionOf(BackupLink) {}

@GraphObjectType({ description: 'One object, as a backup holds it.' })
export class BackupObject {
  /** Where the links are read from. */
  readonly root: string;

  @Field(() => ObjectTypeEnum, { description: 'The object’s type.' })
  readonly objectType: DirectoryObject['type'];

  @Field(() => ID, { description: 'The object’s id.' })
  readonly objectId: string;

  @Field(() => String, { nullable: true, description: 'The object’s display name, where it has one.' })
  readonly displayName: string | null;

  @Field(() => LifecycleEnum, { description: 'Whether it was in use.' })
  readonly lifecycle: DirectoryObject['lifecycle'];

  @Field(() => JsonValue, {
    description: 'Its attributes, by Microsoft Graph’s names. What is left out was not known to the backup.',
  })
  readonly attributes: JsonObject;

  static of(this: void, { type, id, lifecycle, attributes }: DirectoryObject, root: string): BackupObject {
    const { displayName } = attributes;
    return Object.assign(new BackupObject(), {
      ...{ root, objectType: type, objectId: id, lifecycle, attributes },
      displayName: typeof displayName === 'string' ? displayName : null,
    });
  }
}

@GraphObjectType({ description: 'Objects of a backup, by type and id.' })
export class BackupObjectConnection extends connectionOf(BackupObject) {}
