import type { BackupVerdict, Finding, HurtBackup, LogVerdict } from '#proof';
import type { StoredLogVerdict } from './verify-stored-log.js';

/** A verdict for reading: a table of what was checked, then a line for each finding. */
export function verdictText({ intact, log, backups }: StoredLogVerdict): string {
  const rows = [
    ['Events', `${count(log.events)} in ${count(log.streams)} streams`],
    ['Checkpoints', checkpointsText(log)],
    ['Backups', backups === undefined ? 'not checked (--backups)' : backupsText(backups)],
  ].map(([name = '', text = '']) => `${name.padEnd(13)}${text}`);
  const findings = [...log.findings.map(findingText), ...(backups?.hurt ?? []).map(hurtText)];
  const more = log.moreFindings > 0 ? [`and ${count(log.moreFindings)} more`] : [];
  const end = intact ? 'Intact.' : `Not intact: ${count(findings.length + log.moreFindings)} findings.`;
  return [...rows, '', ...findings, ...more, end, ''].join('\n');
}

function checkpointsText({ checkpoints, agreeing, provedEvents, events }: LogVerdict): string {
  if (checkpoints === 0) return 'none: a rebuilt chain or a cut-off end would not show';
  const rest = Math.max(0, events - provedEvents);
  return `${count(agreeing)} of ${count(checkpoints)} agree; the first ${count(provedEvents)} events are proved, ${count(rest)} came after`;
}

function backupsText({ backups, hurt, entries }: BackupVerdict): string {
  return `${count(backups - hurt.length)} of ${count(backups)} whole (${count(entries)} objects and links read)`;
}

function findingText(finding: Finding): string {
  switch (finding.subject) {
    case 'event':
      return line(finding.fault, 'event', [
        finding.stream === undefined ? undefined : `${finding.stream} revision ${revisions(finding)}`,
        finding.id === undefined ? undefined : `id ${finding.id}`,
        positionText(finding),
      ]);
    case 'checkpoint':
      return line(finding.fault, 'checkpoint', [
        `number ${count(finding.number)}`,
        finding.treeSize === undefined ? undefined : `of ${count(finding.treeSize)} events`,
        finding.at,
        finding.provedSize === undefined
          ? undefined
          : `the first ${count(finding.provedSize)} events are as they were signed`,
      ]);
    case 'register':
      return line(finding.fault, 'register', ['it is not the one that the checkpoints were signed for']);
  }
}

function positionText({ fault, position, id }: Extract<Finding, { subject: 'event' }>): string | undefined {
  if (position === undefined) return fault === 'unreadable' ? 'from the beginning' : undefined;
  if (fault === 'unreadable') return `after position ${position}`;
  return fault === 'missing' && id === undefined ? `before position ${position}` : `position ${position}`;
}

function revisions({ revision, lastRevision }: Extract<Finding, { subject: 'event' }>): string {
  return lastRevision === undefined ? `${revision}` : `${revision} to ${lastRevision}`;
}

function hurtText({ backupId, tenantId, damages }: HurtBackup): string {
  const kinds = [...new Set(damages.map(({ damage }) => damage))].join(', ');
  return line('damaged', 'backup', [
    backupId,
    `tenant ${tenantId}`,
    `${count(damages.length)} chunks ${kinds}`,
  ]);
}

/** Names come from a log that may have been tampered with: what could steer a terminal is shown as a question mark. */
function line(fault: string, subject: string, facts: readonly (string | undefined)[]): string {
  const text = [
    fault.padEnd(15),
    subject.padEnd(11),
    facts.filter((fact) => fact !== undefined).join('  '),
  ].join('');
  return text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?');
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
