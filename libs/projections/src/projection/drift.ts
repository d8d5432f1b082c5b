import type { AlarmEvent, TenantEvent } from '#protection';
import type { DifferenceReportView, DriftView } from '../read-models.js';
import type { Recorded } from './domain-event.js';

/** The events of a tenant's stream that are about one drift check. */
export type DriftCheckEvent = Extract<
  TenantEvent,
  {
    type:
      | 'DriftCheckStarted'
      | 'DriftFound'
      | 'NoDriftFound'
      | 'DriftCheckFailed'
      | 'DriftCheckCancelled'
      | 'DriftAcknowledged'
      | 'RecoveryPlanProposed';
  }
>;

const UNDER_WAY: DriftView = {
  status: 'underWay',
  severity: null,
  findings: [],
  massChanges: [],
  acknowledgement: null,
  proposedPlanId: null,
  raisedAlarm: false,
  deliveries: [],
};

/** A report's view after its tenant's drift watch has said something of it, or an alarm was told. */
export function driftedReport(
  view: DifferenceReportView,
  event: Recorded<DriftCheckEvent> | Recorded<AlarmEvent>,
): DifferenceReportView {
  return { ...view, drift: evolveDrift(view.drift ?? UNDER_WAY, event), position: event.position };
}

function evolveDrift(drift: DriftView, event: Recorded<DriftCheckEvent> | Recorded<AlarmEvent>): DriftView {
  const { actor, at } = event.metadata;
  switch (event.type) {
    case 'DriftCheckStarted':
    case 'AlarmTaken':
    case 'AlarmSettled':
      return drift;
    case 'NoDriftFound':
      return { ...drift, status: 'none' };
    case 'DriftFound': {
      const { severity, massChanges, alarmId } = event.data;
      const findings = event.data.findings.map(({ digest: _told, ...finding }) => finding);
      return {
        ...drift,
        status: 'found',
        severity,
        findings,
        massChanges,
        raisedAlarm: alarmId !== undefined,
      };
    }
    case 'DriftCheckFailed':
      return { ...drift, status: 'failed', raisedAlarm: event.data.alarmId !== undefined };
    case 'DriftCheckCancelled':
      return { ...drift, status: 'cancelled' };
    case 'DriftAcknowledged': {
      const { reason } = event.data;
      return { ...drift, acknowledgement: { by: { id: actor.id, name: actor.name }, at, reason } };
    }
    case 'RecoveryPlanProposed':
      return { ...drift, proposedPlanId: event.data.planId };
    case 'AlarmDelivered': {
      const { destination, attempts } = event.data;
      return delivered(drift, { destination, attempts, delivered: true, code: null, at });
    }
    case 'AlarmNotDelivered': {
      const { destination, attempts, code } = event.data;
      return delivered(drift, { destination, attempts, delivered: false, code, at });
    }
  }
}

const delivered = (drift: DriftView, delivery: DriftView['deliveries'][number]): DriftView => ({
  ...drift,
  deliveries: [...drift.deliveries, delivery],
});
