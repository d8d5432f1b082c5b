import type { EventStore, RecordedEvent } from '#event-store';
import {
  backupDecider,
  differenceReportDecider,
  recoveryDecider,
  tenantDecider,
  type BackupCommand,
  type BackupEvent,
  type BackupState,
  type DifferenceReportCommand,
  type DifferenceReportEvent,
  type DifferenceReportState,
  type RecoveryCommand,
  type RecoveryEvent,
  type RecoveryState,
  type TenantCommand,
  type TenantEvent,
  type TenantState,
} from '#protection';
import type { Clock, Ids } from '#runtime';
import { Aggregate } from './aggregate.js';

/** The four aggregates over one log. */
export interface Aggregates {
  readonly tenant: Aggregate<TenantCommand, TenantEvent, TenantState>;
  readonly backup: Aggregate<BackupCommand, BackupEvent, BackupState>;
  readonly differenceReport: Aggregate<DifferenceReportCommand, DifferenceReportEvent, DifferenceReportState>;
  readonly recovery: Aggregate<RecoveryCommand, RecoveryEvent, RecoveryState>;
}

/** Binds the deciders to a log. */
export function openAggregates(ports: { store: EventStore; clock: Clock; ids: Ids }): Aggregates {
  return {
    tenant: new Aggregate({
      ...ports,
      category: 'tenant',
      decider: tenantDecider,
      toDomain: domainEvent<TenantEvent>,
    }),
    backup: new Aggregate({
      ...ports,
      category: 'backup',
      decider: backupDecider,
      toDomain: domainEvent<BackupEvent>,
    }),
    differenceReport: new Aggregate({
      ...ports,
      category: 'differenceReport',
      decider: differenceReportDecider,
      toDomain: domainEvent<DifferenceReportEvent>,
    }),
    recovery: new Aggregate({
      ...ports,
      category: 'recovery',
      decider: recoveryDecider,
      toDomain: domainEvent<RecoveryEvent>,
    }),
  };
}

/**
 * A stored event as the domain knows it. The one place where stored shapes become domain types: each stream is
 * written by its own decider alone, so its events have that decider's type.
 */
export function domainEvent<Event extends { type: string; data: object }>(event: RecordedEvent): Event {
  return { type: event.type, data: event.data } as Event;
}
