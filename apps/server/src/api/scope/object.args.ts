import { ArgsType, Field, ID } from '@nestjs/graphql';
import type { ObjectRef, ObjectType } from '#catalogue';
import type { Caller } from '../access/caller.js';
import { refuseHiddenType } from '../access/visible-types.js';
import { ObjectTypeEnum } from './object-type.enum.js';

@ArgsType()
export class ObjectArgs {
  @Field(() => ObjectTypeEnum, { description: 'The object’s type.' })
  objectType: ObjectType;

  @Field(() => ID, { description: 'The object’s id.' })
  objectId: string;
}

/** The object that is asked for; refused where the caller’s role is not for its type. */
export function askedObject({ objectType, objectId }: ObjectArgs, caller: Caller): ObjectRef {
  refuseHiddenType(caller, objectType);
  return { type: objectType, id: objectId.toLowerCase() };
}
