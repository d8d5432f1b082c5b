import type { EventStore, RecordedEvent } from '#event-store';
import {
  backupDecider,
  differenceReportDecider,
  isEventOf,
  recoveryDecider,
  tenantDecider,
  UnknownEventVersion,
  upcast,
  alarmDecider,
  type AlarmCommand,
  type AlarmEvent,
  type AlarmState,
  type BackupCommand,
  type BackupEvent,
  type BackupState,
  type DifferenceReportCommand,
  type DifferenceReportEvent,
  type DifferenceReportState,
  type EventCategory,
  type EventsByCategory,
  type RecoveryCommand,
  type RecoveryEvent,
  type RecoveryState,
  type TenantCommand,
  type TenantEvent,
  type TenantState,
} from '#protection';
import type { Clock, Ids } from '#runtime';
import { Aggregate } from './aggregate.js';

/** The aggregates over one log. */
export interface Aggregates {
  readonly tenant: Aggregate<TenantCommand, TenantEvent, TenantState>;
  readonly backup: Aggregate<BackupCommand, BackupEvent, BackupState>;
  readonly differenceReport: Aggregate<DifferenceReportCommand, DifferenceReportEvent, DifferenceReportState>;
  readonly recovery: Aggregate<RecoveryCommand, RecoveryEvent, RecoveryState>;
  readonly alarm: Aggregate<AlarmCommand, AlarmEvent, AlarmState>;
}

/** Binds the deciders to a log. */
export function openAggregates(ports: { store: EventStore; clock: Clock; ids: Ids }): Aggregates {
  return {
    tenant: new Aggregate({
      ...ports,
      category: 'tenant',
      decider: tenantDecider,
      toDomain: ownEvent('tenant'),
    }),
    backup: new Aggregate({
      ...ports,
      category: 'backup',
      decider: backupDecider,
      toDomain: ownEvent('backup'),
    }),
    differenceReport: new Aggregate({
      ...ports,
      category: 'differenceReport',
      decider: differenceReportDecider,
      toDomain: ownEvent('differenceReport'),
    }),
    recovery: new Aggregate({
      ...ports,
      category: 'recovery',
      decider: recoveryDecider,
      toDomain: ownEvent('recovery'),
    }),
    alarm: new Aggregate({ ...ports, category: 'alarm', decider: alarmDecider, toDomain: ownEvent('alarm') }),
  };
}

/**
 * Reads the events of a category's own streams for deciding. A type that this version does not know may have changed
 * what is allowed, so nothing is decided on it.
 */
function ownEvent<Category extends EventCategory>(category: Category) {
  return (event: RecordedEvent): EventsByCategory[Category] => {
    if (!isEventOf(category, event.type))
      throw new UnknownEventVersion(event.type, event.metadata.schemaVersion);
    return domainEvent(event);
  };
}

/**
 * A stored event as the domain knows it now, whatever version it was written in. Stored shapes become domain types
 * here: each stream is written by its own decider alone, so its events have that decider's type.
 */
export function domainEvent<Event extends { type: string; data: object }>({
  type,
  data,
  metadata,
}: RecordedEvent): Event {
  return upcast(type, metadata.schemaVersion, data) as Event;
}
