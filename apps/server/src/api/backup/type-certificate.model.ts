import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { BackupView } from '#projections';
import { DateTime } from '../scalars/date-time.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { ReadModeEnum } from './backup.enums.js';

@ObjectType({ description: 'An attribute that a backup holds of no object.' })
export class UnreadAttribute {
  @Field({ description: 'Microsoft Graph’s name of the attribute.' })
  attribute: string;

  @Field({
    description:
      'Why: `noGraphApi` where no public API shows it, `permission` where the connector lacks one, `error` where reading it failed.',
  })
  cause: string;
}

@ObjectType({ description: 'What a backup holds of one object type, and how completely it was read.' })
export class TypeCertificate {
  @Field(() => ObjectTypeEnum, { description: 'The object type.' })
  objectType: string;

  @Field(() => Int, { description: 'Objects held.' })
  objects: number;

  @Field(() => Int, { description: 'Links held (members, grants, assignments).' })
  links: number;

  @Field(() => Int, { description: 'Pages that Microsoft Graph answered.' })
  pages: number;

  @Field(() => ReadModeEnum, { description: 'How the type was read.' })
  mode: BackupView['certificate'][number]['mode'];

  @Field(() => [String], {
    description:
      'Why something is missing: `permission`, `licence`, `error`, `count` where the tenant counts others than it shows, or `import` where it is an export that may leave anything out. Empty when the type is whole.',
  })
  gaps: readonly string[];

  @Field(() => Int, {
    nullable: true,
    description:
      'Objects in use as Microsoft Graph counts them, by another route than the reading; null where it does not count.',
  })
  counted: number | null;

  @Field(() => [UnreadAttribute], { description: 'Attributes that could be read of no object, and why.' })
  unread: readonly UnreadAttribute[];

  @Field(() => Int, {
    nullable: true,
    description:
      'Objects and links that a whole reading found changed though the delta query had not told of them; null where the delta query was trusted.',
  })
  disagreements: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'No per-user multifactor authentication state is older; null for other types, and while some user’s was never read.',
  })
  perUserMfaAsOf: string | null;

  static of(this: void, certificate: BackupView['certificate'][number]): TypeCertificate {
    const { type, counted, unread, disagreements, perUserMfaAsOf, ...figures } = certificate;
    return Object.assign(new TypeCertificate(), figures, {
      objectType: type,
      counted: counted ?? null,
      unread: unread ?? [],
      disagreements: disagreements ?? null,
      perUserMfaAsOf: perUserMfaAsOf ?? null,
    });
  }
}
