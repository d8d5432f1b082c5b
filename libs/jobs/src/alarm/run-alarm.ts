import type { AlarmCommand, AlarmEvent, AlarmState, TenantEvent } from '#protection';
import { workerActing } from '../acting.js';
import { domainEvent } from '../aggregates.js';
import type { JobContext } from '../job-context.js';
import { OwnedStream } from '../owned-stream.js';
import { AlarmNotTold, type Alarm, type AlarmChannel } from './alarm-channel.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Between attempts: ten in a good half day, so that a destination that is down over night is told in the morning. */
const PAUSES_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  60 * MINUTE_MS,
  120 * MINUTE_MS,
  240 * MINUTE_MS,
  240 * MINUTE_MS,
];

type AlarmStream = OwnedStream<AlarmCommand, AlarmEvent, AlarmState>;

/** Tells an alarm to every destination that wants it. Can be gone on with after a crash: who was told is in the log. */
export async function runAlarm(context: JobContext, channels: readonly AlarmChannel[]): Promise<void> {
  const { tenantId, id, workerId, takeOverFrom, aggregates } = context;
  const stream = await OwnedStream.open(aggregates.alarm, id, workerActing(context.cause));
  const alarm = alarmOf(context);
  const { reportId } = alarm;
  if (await stream.write({ type: 'TakeAlarm', alarmId: id, tenantId, reportId, workerId, takeOverFrom }))
    return;
  const wanting = channels.filter((channel) => channel.wants(alarm) && !stream.state.told.has(channel.name));
  await Promise.all(wanting.map((channel) => tell(context, stream, { alarm, channel })));
  await stream.write({ type: 'SettleAlarm', workerId });
}

async function tell(
  { clock, signal, workerId, log, tenantId }: JobContext,
  stream: AlarmStream,
  { alarm, channel }: { readonly alarm: Alarm; readonly channel: AlarmChannel },
): Promise<void> {
  const destination = channel.name;
  for (let attempts = 1; ; attempts += 1) {
    signal.throwIfAborted();
    try {
      await channel.tell(alarm, signal);
      await stream.write({ type: 'RecordDelivery', workerId, destination, attempts });
      return;
    } catch (error) {
      if (!(error instanceof AlarmNotTold)) throw error;
      const { code, isFinal } = error;
      const pause = PAUSES_MS[attempts - 1];
      log.error({ tenantId, alarmId: alarm.id, destination, attempts, code }, 'An alarm was not taken.');
      if (isFinal || pause === undefined) {
        await stream.write({ type: 'GiveUpDelivery', workerId, destination, attempts, code });
        return;
      }
      await clock.sleep(pause, signal);
    }
  }
}

/** The alarm that an event of the tenant raises. */
function alarmOf({ id, tenantId, cause }: JobContext): Alarm {
  const event = domainEvent<TenantEvent>(cause);
  const { at } = cause.metadata;
  if (event.type === 'DriftFound') {
    const { reportId, backupId, severity, findings, massChanges } = event.data;
    return {
      id,
      kind: 'driftFound',
      tenantId,
      at,
      reportId,
      backupId,
      severity,
      findings: findings.map(({ rule, severity: bad, objects, links, isNew }) => ({
        rule,
        severity: bad,
        objects,
        links,
        isNew,
      })),
      massChanges: massChanges.map(({ objectType, changed, objects }) => ({ objectType, changed, objects })),
    };
  }
  if (event.type !== 'DriftCheckFailed') throw new Error(`${event.type} raises no alarm.`);
  const { reportId } = event.data;
  const nothing = { findings: [], massChanges: [] } as const;
  return {
    id,
    kind: 'driftCheckFailed',
    tenantId,
    at,
    reportId,
    backupId: null,
    severity: 'high',
    ...nothing,
  };
}
