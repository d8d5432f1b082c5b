import { describe, expect, it } from '@jest/globals';
import { streamed } from '../format/objects.contract.js';
import { planAsCsv, planAsLines, type PlanHeader, type StepOfPlan } from './export-plan.js';
import { recordsOfCsv } from './rfc4180.contract.js';

const HEADER: PlanHeader = {
  tenantId: 't',
  recoveryId: 'r',
  backupId: 'b',
  scope: { kind: 'allObjects' },
  dryRun: true,
  steps: 3,
  excluded: { hardDeleted: 2 },
};

const user = { type: 'user', id: 'u1' } as const;
const grant = { type: 'servicePrincipal', id: 's1', link: 'oauth2PermissionGrants', target: 'c1' } as const;

const STEPS: readonly StepOfPlan[] = [
  { number: 0, step: { step: 'restore', object: user, stage: 1 }, displayName: 'Ada' },
  {
    number: 1,
    step: {
      step: 'update',
      object: user,
      set: { city: 'Bern', otherMails: [] },
      seen: { city: null, otherMails: ['x'] },
      stage: 2,
    },
    displayName: 'Ada',
    result: {
      outcome: 'failed',
      code: 'Request_BadRequest',
      message: 'Refused.',
      at: '2026-03-01T12:00:00Z',
    },
  },
  { number: 2, step: { step: 'updateLink', link: grant, value: 'User.Read', seen: '', stage: 3 } },
];

describe("a recovery's plan", () => {
  it('has a row for each attribute that a step writes, or for the step', async () => {
    const lines = await Array.fromAsync(planAsLines(HEADER, streamed(STEPS)));
    const [header, ...rows] = lines.map((line): unknown => JSON.parse(line));
    expect(header).toEqual({ format: 'known-good/recovery-plan', version: 1, ...HEADER });
    const update = {
      step: 1,
      stage: 2,
      does: 'update',
      ...user,
      displayName: 'Ada',
      outcome: 'failed',
      code: 'Request_BadRequest',
      message: 'Refused.',
      time: '2026-03-01T12:00:00Z',
    };
    expect(rows).toEqual([
      { step: 0, stage: 1, does: 'restore', ...user, displayName: 'Ada' },
      { ...update, attribute: 'city', value: 'Bern', seenValue: null },
      { ...update, attribute: 'otherMails', value: [], seenValue: ['x'] },
      {
        step: 2,
        stage: 3,
        does: 'updateLink',
        type: 'servicePrincipal',
        id: 's1',
        link: 'oauth2PermissionGrants',
        linkTarget: 'c1',
        value: 'User.Read',
        seenValue: '',
      },
    ]);
  });

  it('has the same rows as CSV', async () => {
    const text = (await Array.fromAsync(planAsCsv(streamed(STEPS)))).join('');
    const [header = [], ...rows] = recordsOfCsv(text);
    expect(rows.map((cells) => cells[header.indexOf('attribute')])).toEqual(['', 'city', 'otherMails', '']);
    expect(rows.map((cells) => cells[header.indexOf('value')])).toEqual(['', 'Bern', '[]', 'User.Read']);
  });
});
