import { describe, expect, it } from '@jest/globals';
import { streamed } from '../format/objects.contract.js';
import type { Change } from '#protection';
import { reportAsCsv, reportAsLines, type ReportHeader } from './export-report.js';
import { recordsOfCsv } from './rfc4180.contract.js';

const HEADER: ReportHeader = {
  tenantId: 't',
  differenceReportId: 'r',
  backupId: 'b',
  completedAt: '2026-03-01T12:00:00.000Z',
  scope: { kind: 'objectTypes', objectTypes: ['user', 'group'] },
  changedObjects: 3,
  changedLinks: 1,
  partialTypes: ['servicePrincipal'],
};

const CHANGES: readonly Change[] = [
  {
    type: 'user',
    id: 'u1',
    displayName: '=cmd|calc',
    kind: 'modified',
    action: 'update',
    notRecoverable: null,
    attributes: [
      { name: 'department', backupValue: 'Sales', currentValue: null },
      {
        name: 'businessPhones',
        backupValue: ['+1'],
        currentValue: [],
        notWritable: { code: 'noGraphApi', message: 'Do it by hand.' },
      },
    ],
    links: [],
    madeBy: [
      {
        actor: { kind: 'user', id: 'm1', name: 'mallory@x.example' },
        activity: 'Update user',
        at: '2026-03-01T09:00:00Z',
        count: 1,
      },
    ],
  },
  {
    type: 'group',
    id: 'g1',
    displayName: 'Crew',
    kind: 'modified',
    action: 'update',
    notRecoverable: null,
    attributes: [],
    links: [{ link: 'members', target: 'u1', change: 'add', backupValue: '', currentValue: null }],
  },
  {
    type: 'user',
    id: 'u2',
    displayName: null,
    kind: 'created',
    action: null,
    notRecoverable: 'onPremisesSynced',
    attributes: [],
    links: [],
  },
];

describe('a difference report', () => {
  it('is a CSV with a row for each attribute or link that differs', async () => {
    const text = (await Array.fromAsync(reportAsCsv(streamed(CHANGES)))).join('');
    const [header = [], ...rows] = recordsOfCsv(text);
    const named = rows.map((cells) =>
      Object.fromEntries(
        cells.map((cell, at) => [header[at] ?? '', cell] as const).filter(([, cell]) => cell !== ''),
      ),
    );
    const made = { actor: 'mallory@x.example', time: '2026-03-01T09:00:00Z' };
    const user = {
      type: 'user',
      id: 'u1',
      displayName: "'=cmd|calc",
      kind: 'modified',
      action: 'update',
      ...made,
    };
    expect(named).toEqual([
      { ...user, attribute: 'department', backupValue: 'Sales', currentValue: 'null' },
      {
        ...user,
        attribute: 'businessPhones',
        backupValue: '["+1"]',
        currentValue: '[]',
        notRecoverable: 'noGraphApi',
      },
      {
        type: 'group',
        id: 'g1',
        displayName: 'Crew',
        kind: 'modified',
        action: 'update',
        link: 'members',
        linkTarget: 'u1',
        linkChange: 'add',
        backupValue: '""',
        currentValue: 'null',
      },
      { type: 'user', id: 'u2', kind: 'created', notRecoverable: 'onPremisesSynced' },
    ]);
  });

  it('is JSON lines that tell the report first', async () => {
    const lines = await Array.fromAsync(reportAsLines(HEADER, streamed(CHANGES)));
    const [header, ...rows] = lines.map((line): unknown => JSON.parse(line));
    expect(header).toEqual({ format: 'known-good/difference-report', version: 1, ...HEADER });
    expect(rows).toHaveLength(4);
    expect(rows[1]).toMatchObject({ id: 'u1', attribute: 'businessPhones', backupValue: ['+1'] });
    expect(rows[3]).toEqual({ type: 'user', id: 'u2', kind: 'created', notRecoverable: 'onPremisesSynced' });
  });
});
