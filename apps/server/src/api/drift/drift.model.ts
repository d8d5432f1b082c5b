import { Field, Int, ObjectType } from '@nestjs/graphql';
import type * as catalogue from '#catalogue';
import type { AlarmDeliveryView, BackupPinView, DriftView } from '#projections';
import type * as protection from '#protection';
import { Actor } from '../job/actor.model.js';
import { DateTime } from '../scalars/date-time.js';
import { ObjectTypeEnum } from '../scope/object-type.enum.js';
import { DriftStatusEnum, PinCauseEnum, SeverityEnum } from './drift.enums.js';

@ObjectType({ description: 'What a drift check has found by one rule.' })
export class DriftFinding {
  @Field({ description: 'The rule’s name at that time.' })
  rule: string;

  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  severity: protection.Severity;

  @Field(() => Int, { description: 'Changed objects that the rule is about.' })
  objects: number;

  @Field(() => Int, { description: 'Changed links of theirs.' })
  links: number;

  @Field({ description: 'Whether it had not been found before as it is now.' })
  isNew: boolean;
}

@ObjectType({ description: 'An object type of which a great share has changed.' })
export class DriftMassChange {
  @Field(() => ObjectTypeEnum, { description: 'The type.' })
  objectType: catalogue.ObjectType;

  @Field(() => Int, { description: 'Objects changed.' })
  changed: number;

  @Field(() => Int, { description: 'Objects of the type in the backup.' })
  objects: number;

  @Field({ description: 'Whether it had not been found before.' })
  isNew: boolean;
}

@ObjectType({ description: 'Who has said that a drift is known, and why.' })
export class DriftAcknowledgement {
  @Field(() => Actor, { description: 'Who.' })
  by: Actor;

  @Field(() => DateTime, { description: 'When.' })
  at: string;

  @Field({ description: 'Why.' })
  reason: string;
}

@ObjectType({ description: 'What came of telling an alarm to one destination.' })
export class AlarmDelivery implements AlarmDeliveryView {
  @Field({ description: 'The destination’s name in the settings of the server.' })
  destination: string;

  @Field({ description: 'Whether it was taken.' })
  delivered: boolean;

  @Field(() => Int, { description: 'Attempts that were made.' })
  attempts: number;

  @Field(() => String, { nullable: true, description: 'Why it was not taken; null where it was.' })
  code: string | null;

  @Field(() => DateTime, { description: 'When it was taken or given up.' })
  at: string;
}

@ObjectType({ description: 'What the drift watch made of a difference report.' })
export class Drift {
  /** The plan that was proposed to take it back. */
  readonly proposedPlanId: string | null;

  @Field(() => DriftStatusEnum, { description: 'What came of the check.' })
  status: DriftView['status'];

  @Field(() => SeverityEnum, {
    nullable: true,
    description: 'The worst of all that was found; null where nothing was.',
  })
  severity: protection.Severity | null;

  @Field(() => [DriftFinding], { description: 'What was found, by rule.' })
  findings: readonly DriftFinding[];

  massChanges: readonly DriftMassChange[];

  @Field(() => DriftAcknowledgement, {
    nullable: true,
    description: 'Who has said that it is known; null where nobody has.',
  })
  acknowledgement: DriftAcknowledgement | null;

  @Field({ description: 'Whether an alarm was raised: where it was news.' })
  raisedAlarm: boolean;

  @Field(() => [AlarmDelivery], { description: 'Whom the alarm was told, as far as that is settled.' })
  deliveries: readonly AlarmDelivery[];

  static of(this: void, view: DriftView): Drift {
    return Object.assign(new Drift(), view);
  }
}

@ObjectType({ description: 'Why a backup does not expire.' })
export class BackupPin implements BackupPinView {
  @Field(() => PinCauseEnum, { description: 'What led to it.' })
  cause: BackupPinView['cause'];

  @Field(() => String, { nullable: true, description: 'Why, in the words of whoever asked.' })
  reason: string | null;

  @Field(() => Actor, { description: 'On whose behalf.' })
  by: Actor;

  @Field(() => DateTime, { description: 'Since when.' })
  at: string;
}
