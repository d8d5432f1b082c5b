import type { Alarm } from '#jobs';

/** What destinations are sent of an alarm: ids, names of rules and counts. */
export interface AlarmMessage {
  /** As https://www.standardwebhooks.com names events. */
  readonly type: 'drift.found' | 'drift.check_failed';
  readonly timestamp: string;
  readonly data: Omit<Alarm, 'kind' | 'at'> & { readonly link?: string };
}

export function messageOf(alarm: Alarm, consoleUrl: string | undefined): AlarmMessage {
  const { kind, at, ...data } = alarm;
  const type = kind === 'driftFound' ? 'drift.found' : 'drift.check_failed';
  const link = consoleUrl && `${consoleUrl.replace(/\/$/, '')}/reports/${alarm.reportId}`;
  return { type, timestamp: at, data: { ...data, ...(link && { link }) } };
}

/** The alarm for people to read: a line that says the worst of it, and the rest. */
export function letterOf({ type, timestamp, data }: AlarmMessage): {
  readonly subject: string;
  readonly text: string;
} {
  const { tenantId, severity, findings, massChanges, reportId, link } = data;
  const about = `Tenant ${tenantId}, ${timestamp}, difference report ${reportId}.`;
  const where = link ? [`Look at it: ${link}`] : [];
  if (type === 'drift.check_failed')
    return {
      subject: 'Known Good: the drift check has failed',
      text: [about, 'Whether something has changed is not known until a check succeeds.', ...where].join(
        '\n\n',
      ),
    };
  const masses = massChanges.map(
    ({ objectType, changed, objects }) =>
      `- Mass change: ${changed} of ${objects} objects of type ${objectType}. The backup before it is pinned.`,
  );
  const rules = findings.map(
    ({ rule, severity: bad, objects, links, isNew }) =>
      `- ${rule} (${bad}): ${objects} objects, ${links} links${isNew ? '' : ', told before'}`,
  );
  return {
    subject: `Known Good: drift (${severity})`,
    text: [about, [...masses, ...rules].join('\n'), ...where].join('\n\n'),
  };
}
