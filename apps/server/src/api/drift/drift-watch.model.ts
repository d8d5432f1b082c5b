import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type * as catalogue from '#catalogue';
import type * as protection from '#protection';
import { ChangeKindEnum, RecoveryActionEnum } from '../difference-report/change.enums.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { SeverityEnum } from './drift.enums.js';

@ObjectType({
  description:
    'Which changes are a drift that someone should know of: those that meet everything that is given.',
})
export class DriftRule {
  @Field({ description: 'Names the rule in alarms.' })
  name: string;

  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  severity: protection.Severity;

  @Field(() => [ObjectTypeEnum], { description: 'Object types that it is about; none: all.' })
  objectTypes: readonly catalogue.ObjectType[];

  @Field(() => [RecoveryActionEnum], { description: 'What a recovery would do; none: whatever it is.' })
  actions: readonly protection.ChangeAction[];

  @Field(() => [ChangeKindEnum], { description: 'What has happened; none: whatever it is.' })
  kinds: readonly protection.ChangeKind[];

  @Field(() => [String], { description: 'Attributes and kinds of link; none: all.' })
  attributes: readonly string[];

  @Field(() => [ID], { description: 'Objects that are meant to change.' })
  exceptObjectIds: readonly string[];

  @Field(() => [ID], {
    description:
      'Users and applications that are meant to make such changes: what they alone have done is no drift.',
  })
  exceptActorIds: readonly string[];

  @Field(() => Int, { description: 'So many changed objects at least.' })
  atLeast: number;

  static of(this: void, rule: protection.DriftRule): DriftRule {
    const all = { objectTypes: [], actions: [], kinds: [], attributes: [] };
    const none = { exceptObjectIds: [], exceptActorIds: [], atLeast: 1 };
    return Object.assign(new DriftRule(), all, none, rule);
  }
}

@ObjectType({
  description: 'When so much of one object type has changed that it is told whatever the rules say.',
})
export class MassChangeAlarm implements protection.MassChangeAlarm {
  @Field(() => Int, { description: 'More than this share of the type’s objects.' })
  percent: number;

  @Field(() => Int, { description: 'And at least so many.' })
  atLeast: number;
}

@ObjectType({
  description:
    'What is looked at by the clock, and what is told of it. It reports and proposes; it recovers nothing.',
})
export class DriftWatch {
  @Field({ description: 'Cron expression (UTC) of the checks.' })
  schedule: string;

  @Field(() => [DriftRule], { description: 'Which changes are a drift.' })
  rules: readonly DriftRule[];

  @Field(() => MassChangeAlarm, { nullable: true, description: 'Null: none.' })
  massChange: MassChangeAlarm | null;

  @Field({ description: 'Whether a plan that takes a new drift back is frozen, for someone to look at.' })
  proposesPlan: boolean;

  static of(this: void, watch: protection.DriftWatch): DriftWatch {
    return Object.assign(new DriftWatch(), watch, { rules: watch.rules.map(DriftRule.of) });
  }
}
