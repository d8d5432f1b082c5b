import { Field, Int, ObjectType } from '@nestjs/graphql';
import type * as protection from '#protection';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { ReadModeEnum } from './backup.enums.js';

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
  mode: protection.TypeCertificate['mode'];

  @Field(() => [String], {
    description:
      'Why something is missing: `permission`, `licence` or `error`. Empty when the type is whole.',
  })
  gaps: readonly string[];

  static of(this: void, { type, ...figures }: protection.TypeCertificate): TypeCertificate {
    return Object.assign(new TypeCertificate(), { objectType: type, ...figures });
  }
}
