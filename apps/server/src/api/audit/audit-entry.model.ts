import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { AuditEntryView } from '#projections';
import { Actor } from '../job/actor.model.js';
import { connectionOf } from '../paging/connection.js';
import { DateTime } from '../scalars/date-time.js';
import { JsonValue } from '../scalars/json.js';
import { AuditOutcomeEnum, AuditSubjectKindEnum } from './audit.enums.js';

/** The category under which Microsoft Entra's own audit log lists these activities. */
const CATEGORY = 'Backup and Recovery';

@ObjectType({ description: 'What an activity was about.' })
export class AuditSubject {
  @Field(() => AuditSubjectKindEnum, { description: 'Its kind.' })
  kind: AuditEntryView['subject']['kind'];

  @Field(() => ID, { description: 'Its id.' })
  id: string;
}

@ObjectType({ description: 'One line of the audit log: an event as it was stored.' })
export class AuditEntry {
  @Field(() => ID, { description: 'The event’s id.' })
  id: string;

  @Field(() => ID, { description: 'The event’s place in the log.' })
  position: string;

  @Field(() => DateTime, { description: 'When it happened.' })
  at: string;

  @Field(() => Actor, { description: 'Who did it.' })
  actor: Actor;

  @Field({
    description: 'Where it came from: a network address, or `schedule` or `worker` for the product itself.',
  })
  from: string;

  @Field({ description: 'Always `Backup and Recovery`.' })
  category: string;

  @Field({ description: 'What was done: the event’s type, such as `RecoveryStarted`.' })
  activity: string;

  @Field(() => AuditSubject, { description: 'What it was about.' })
  subject: AuditSubject;

  @Field(() => AuditOutcomeEnum, { description: 'How it ended.' })
  outcome: AuditEntryView['outcome'];

  @Field(() => ID, { description: 'The same for everything that follows from one request.' })
  correlationId: string;

  @Field(() => JsonValue, {
    description:
      'Ids, counts and attribute names; never directory values. What is said of an object of a type that the caller’s role is not for is replaced by `{ objectType, withheld: true }`.',
  })
  details: AuditEntryView['details'];

  static of(this: void, view: AuditEntryView): AuditEntry {
    return Object.assign(new AuditEntry(), view, { category: CATEGORY });
  }
}

@ObjectType({ description: 'Lines of the audit log, in the order in which they happened.' })
export class AuditEntryConnection extends connectionOf(AuditEntry) {}
