import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type * as protection from '#protection';
import { DateTime } from '../scalars/date-time.js';
import { ActorKindEnum, ApplicationNeedKindEnum, AttributionGapEnum } from './attribution.enums.js';

@ObjectType({ description: 'Who has done something to an object, by the tenant’s own audit log.' })
export class TenantActor {
  @Field(() => ActorKindEnum, { description: 'Whether a person or an application did it.' })
  kind: protection.Attribution['actor']['kind'];

  @Field(() => ID, {
    nullable: true,
    description: 'A user’s object id, or an application’s id; null for services that have none.',
  })
  id: string | null;

  @Field(() => String, { nullable: true, description: 'The name that the audit log gives.' })
  name: string | null;
}

@ObjectType({ description: 'Something that was done to a changed object since the backup.' })
export class MadeBy {
  @Field(() => TenantActor, { description: 'Who did it.' })
  actor: TenantActor;

  @Field({ description: 'Microsoft’s name of what was done, such as “Update user”.' })
  activity: string;

  @Field(() => DateTime, { description: 'When it was last done.' })
  at: string;

  @Field(() => DateTime, { description: 'When it was first done since the backup.' })
  firstAt: string;

  @Field(() => Int, { description: 'How often it was done.' })
  count: number;

  static of(this: void, { actor, at, firstAt = at, ...rest }: protection.Attribution): MadeBy {
    return Object.assign(new MadeBy(), rest, {
      at,
      firstAt,
      actor: Object.assign(new TenantActor(), actor),
    });
  }
}

@ObjectType({ description: 'What the recovering application must hold beyond its ordinary permissions.' })
export class ApplicationNeed {
  @Field(() => ApplicationNeedKindEnum, { description: 'What it is.' })
  kind: protection.ApplicationNeed['kind'];

  @Field({ description: 'Its name in Microsoft Entra, or in Microsoft Graph for a permission.' })
  name: string;
}

@ObjectType({
  description:
    'What a difference report knows of who made the changes. Microsoft’s audit log tells of a change some minutes after it was made.',
})
export class ReportAttribution {
  @Field({ description: 'Whether the audit log was read whole.' })
  complete: boolean;

  @Field(() => AttributionGapEnum, { nullable: true, description: 'Why it was not; null where it was.' })
  gap: protection.ReportAttribution['gap'];

  @Field(() => DateTime, { description: 'The moment up to which it was read.' })
  until: string;

  static of(this: void, { gap, until }: protection.ReportAttribution): ReportAttribution {
    return Object.assign(new ReportAttribution(), { complete: gap === null, gap, until });
  }
}
