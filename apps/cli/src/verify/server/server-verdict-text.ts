import type { ServerFinding, ServerVerdict, SignedState } from './verify-server.js';

/** A server's verdict for reading: a table of what was compared, then a line for each finding. */
export function serverVerdictText(verdict: ServerVerdict): string {
  const { kept, server, events, event, findings } = verdict;
  const rows = [
    ['Kept', kept && stateText(kept)],
    ['Server', server && stateText(server)],
    ['Log now', events === undefined ? undefined : `${count(events)} events`],
    ['Event', event && `number ${count(event.leafIndex)} of the log, digest ${event.eventDigest}`],
  ].flatMap(([name = '', text]) => (text === undefined ? [] : [`${name.padEnd(9)}${text}`]));
  const end = verdict.intact
    ? 'Intact: the log has only been added to.'
    : `Not intact: ${count(findings.length)} findings.`;
  return [...rows, '', ...findings.map(findingText), end, ''].join('\n');
}

const stateText = ({ treeSize, at }: SignedState): string => `${count(treeSize)} events, signed at ${at}`;

function findingText(finding: ServerFinding): string {
  const facts =
    finding.subject === 'log' ? `against the checkpoint of ${count(finding.treeSize)} events` : '';
  return `${finding.fault.padEnd(15)}${finding.subject.padEnd(17)}${facts}`.trimEnd();
}

const count = (value: number): string => value.toLocaleString('en-US');
