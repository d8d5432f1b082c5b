import { Field, ID, ObjectType } from '@nestjs/graphql';
import type * as protection from '#protection';
import { ObjectTypeEnum } from './object-type.enum.js';

@ObjectType({ description: 'What a job looks at: exactly one of these is set.' })
export class Scope {
  @Field(() => Boolean, { nullable: true, description: 'True where every object is in scope.' })
  allObjects: true | null;

  @Field(() => [ObjectTypeEnum], { nullable: true, description: 'The types in scope.' })
  objectTypes: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of the objects in scope.' })
  objectIds: readonly string[] | null;

  static of(this: void, scope: protection.Scope): Scope {
    return Object.assign(new Scope(), {
      allObjects: scope.kind === 'allObjects' ? true : null,
      objectTypes: scope.kind === 'objectTypes' ? scope.objectTypes : null,
      objectIds: scope.kind === 'objectIds' ? scope.objectIds : null,
    });
  }
}
