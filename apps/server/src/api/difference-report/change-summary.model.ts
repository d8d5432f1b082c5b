import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { ChangeIndex } from '#projections';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { RecoveryActionEnum } from './change.enums.js';

@ObjectType({ description: 'The number of changed objects of one type.' })
export class TypeCount {
  @Field(() => ObjectTypeEnum, { description: 'The object type.' })
  objectType: string;

  @Field(() => Int, { description: 'Changed objects of this type.' })
  count: number;
}

@ObjectType({ description: 'The number of changes that one recovery action would undo.' })
export class ActionCount {
  @Field(() => RecoveryActionEnum, {
    nullable: true,
    description: 'The action; null where nothing can be done.',
  })
  action: string | null;

  @Field(() => Int, { description: 'Changes undone by this action.' })
  count: number;
}

@ObjectType({ description: 'Numbers of a report’s changes.' })
export class ChangeSummary {
  @Field(() => [TypeCount], { description: 'By object type.' })
  byType: readonly TypeCount[];

  @Field(() => [ActionCount], { description: 'By recovery action.' })
  byAction: readonly ActionCount[];

  static of(this: void, { byType, byAction }: ReturnType<ChangeIndex['summary']>): ChangeSummary {
    return {
      byType: Object.entries(byType).map(([objectType, count]) => ({ objectType, count })),
      byAction: Object.entries(byAction).map(([action, count]) => ({
        action: action in RecoveryActionEnum ? action : null,
        count,
      })),
    };
  }
}
