import type { NewEvent } from '#event-store';
import { randomIds } from '#runtime';

/** Events to append to one stream. */
export interface SampleAppend {
  readonly stream: string;
  /** The revision of the first of them. */
  readonly first: number;
  readonly events: readonly NewEvent[];
}

/** Recoveries of so many steps each. Divisible by the size of every append. */
export const STREAM_LENGTH = 10_000;

const FIRST_MOMENT = Date.parse('2026-11-24T12:00:00.000Z');
const ACTING = {
  actor: { id: '22222222-0000-4000-8000-000000000001', name: 'Avery Admin' },
  from: 'worker',
  correlationId: '33333333-0000-4000-8000-000000000001',
  causationId: '44444444-0000-4000-8000-000000000001',
};

export const streamAt = (index: number): string => `recovery-${Math.floor(index / STREAM_LENGTH)}`;

/** What the streams of the steps rest on, so that the read models take them for what they are. */
export function beginnings(events: number): SampleAppend {
  const recoveries = Array.from({ length: Math.ceil(events / STREAM_LENGTH) }, (_, index) => `${index}`);
  return {
    stream: 'tenant-bench',
    first: 0,
    events: [
      sample('TenantConnected', 0, { tenantId: 'bench', displayName: 'Bench', settings: SETTINGS }),
      ...recoveries.map((jobId) => sample('JobStarted', 0, { ...JOB, jobId })),
    ],
  };
}

/** Steps `from` to `to` of long recoveries, `size` an append: each event has some 400 bytes of JSON, as in the product. */
export function stepAppends(from: number, to: number, size: number): SampleAppend[] {
  return Array.from({ length: (to - from) / size }, (_, number) => {
    const start = from + number * size;
    return {
      stream: streamAt(start),
      first: start % STREAM_LENGTH,
      events: Array.from({ length: size }, (_, index) => stepApplied(start + index, number)),
    };
  });
}

function stepApplied(index: number, moment: number): NewEvent {
  return sample('RecoveryStepApplied', moment, {
    step: index % STREAM_LENGTH,
    objectType: 'user',
    objectId: `11111111-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
    action: 'update',
    attributes: ['department'],
    verifiedByReading: false,
  });
}

function sample(type: string, moment: number, data: NewEvent['data']): NewEvent {
  const at = new Date(FIRST_MOMENT + moment).toISOString();
  return { id: randomIds.next(), type, data, metadata: { ...ACTING, at, schemaVersion: 1 } };
}

const SETTINGS = {
  backupSchedule: '0 2 * * *',
  backupRetentionDays: 5,
  historyRetentionDays: 5,
  readersMayCreateReports: false,
  emergencyAccessAccountIds: [],
};

const JOB = {
  kind: 'recovery',
  target: { from: 'backup', backupId: 'b1' },
  scope: { kind: 'allObjects' },
  dryRun: false,
  reason: 'After the incident',
};
