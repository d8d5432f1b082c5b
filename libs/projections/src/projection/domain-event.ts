import type { EventMetadata, RecordedEvent } from '#event-store';
import {
  isEventOf,
  upcast,
  type AlarmEvent,
  type BackupEvent,
  type DifferenceReportEvent,
  type EventCategory,
  type EventsByCategory,
  type RecoveryEvent,
  type TenantEvent,
} from '#protection';

/**
 * What views are made of. The audit log keeps all of it, so that the past can be told from there: a view that needs
 * more of an event needs it kept there too.
 */
export interface ViewedEvent extends Pick<RecordedEvent, 'stream' | 'position' | 'type' | 'data'> {
  readonly metadata: Pick<EventMetadata, 'actor' | 'at' | 'schemaVersion'>;
}

/** An event of the domain as it stands in the log. */
export type Recorded<Event> = ViewedEvent & Event;

/** An event that this version knows, with the id of what it happened to. */
export type DomainEvent =
  | { readonly category: 'tenant'; readonly id: string; readonly event: Recorded<TenantEvent> }
  | { readonly category: 'backup'; readonly id: string; readonly event: Recorded<BackupEvent> }
  | {
      readonly category: 'differenceReport';
      readonly id: string;
      readonly event: Recorded<DifferenceReportEvent>;
    }
  | { readonly category: 'recovery'; readonly id: string; readonly event: Recorded<RecoveryEvent> }
  | { readonly category: 'alarm'; readonly id: string; readonly event: Recorded<AlarmEvent> };

/**
 * Narrows an event of the log by its stream and type, its data in the version that the views know; `undefined` for
 * those that this version does not know. Throws `UnknownEventVersion` on a known one of a newer version.
 */
export function toDomainEvent(recorded: ViewedEvent): DomainEvent | undefined {
  const event = inCurrentVersion(recorded);
  const dash = event.stream.indexOf('-');
  const category = event.stream.slice(0, dash);
  const id = event.stream.slice(dash + 1);
  if (category === 'tenant' && isOf(category, event)) return { category, id, event };
  if (category === 'backup' && isOf(category, event)) return { category, id, event };
  if (category === 'differenceReport' && isOf(category, event)) return { category, id, event };
  if (category === 'recovery' && isOf(category, event)) return { category, id, event };
  if (category === 'alarm' && isOf(category, event)) return { category, id, event };
  return undefined;
}

function inCurrentVersion(event: ViewedEvent): ViewedEvent {
  const { type, data } = upcast(event.type, event.metadata.schemaVersion, event.data);
  return data === event.data ? event : { ...event, type, data: { ...data } };
}

function isOf<Category extends EventCategory>(
  category: Category,
  event: ViewedEvent,
): event is Recorded<EventsByCategory[Category]> {
  return isEventOf(category, event.type);
}
