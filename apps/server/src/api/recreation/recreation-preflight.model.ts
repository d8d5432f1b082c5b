import { Field, ObjectType } from '@nestjs/graphql';
import type * as protection from '#protection';

@ObjectType({ description: 'Why an object cannot be made again through Microsoft Graph.' })
export class RecreationObstacle {
  @Field({ description: 'A stable code, such as `onPremisesSynced`.' })
  code: string;

  @Field({ description: 'What stands in the way and what to do instead.' })
  message: string;
}

@ObjectType({ description: 'Something of an object that does not come back, or comes back otherwise.' })
export class RecreationLoss {
  @Field({
    description: 'An attribute by Microsoft Graph’s name, or what is kept beside them, such as `password`.',
  })
  what: string;

  @Field({ description: 'Why, and what to do about it.' })
  message: string;
}

@ObjectType({
  description: 'What re-creating an object would bring back, before anything is sent to the tenant.',
})
export class RecreationPreflight {
  @Field(() => Boolean, { description: 'Whether it can be made again.' })
  recreatable: boolean;

  @Field(() => RecreationObstacle, { nullable: true, description: 'Why not; null where it can.' })
  obstacle: RecreationObstacle | null;

  @Field(() => [String], { description: 'Names of the attributes that come back as they were.' })
  comesBack: readonly string[];

  @Field(() => [RecreationLoss], { description: 'What comes back with another value.' })
  altered: readonly RecreationLoss[];

  @Field(() => [RecreationLoss], { description: 'What does not come back.' })
  lost: readonly RecreationLoss[];

  static of(
    this: void,
    { obstacle, comesBack, altered, lost }: protection.RecreationPreflight,
  ): RecreationPreflight {
    const recreatable = obstacle === null;
    return Object.assign(new RecreationPreflight(), { recreatable, obstacle, comesBack, altered, lost });
  }
}
