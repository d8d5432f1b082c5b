import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidPosition, type Position } from '#event-store';
import {
  following,
  GivenLog,
  linkApplied,
  recoveryPlanned,
  recoveryStarted,
  reportStarted,
  stepApplied,
  stepFailed,
  tenantConnected,
  type Following,
} from '../given-log.contract.js';
import type { TenantModels } from '../read-models.js';
import type { PastReadModels } from './present-read-models.js';

const { signal } = new AbortController();

/** A past that is there. */
function there(past: PastReadModels | undefined): PastReadModels {
  if (past === undefined) throw new Error('The tenant was not under protection then.');
  return past;
}

describe('A tenant as of a moment', () => {
  let readModels: Following;
  let planned: Position;
  let last: Position;
  beforeEach(async () => {
    const log = new GivenLog();
    await log.happened('tenant', 't2', tenantConnected('t2'), recoveryStarted('r2'));
    await log.happened('tenant', 't1', tenantConnected('t1'), recoveryStarted('r1'));
    planned = await log.happened('recovery', 'r1', recoveryPlanned(2));
    last = await log.happened('recovery', 'r1', stepApplied(0), stepApplied(1));
    readModels = await following(log.store);
  });
  afterEach(() => readModels.stop());

  const asOf = (moment: { position: Position } | { time: string }) =>
    readModels.models.asOf('t1', moment, signal);

  it.each(['position', 'time'] as const)('knows nothing that came after a %s', async (what) => {
    const moment = what === 'position' ? { position: planned } : { time: '2026-03-01T00:00:04Z' };
    const past = there(await asOf(moment));

    expect(past).toMatchObject({ position: planned, at: '2026-03-01T00:00:04.000Z' });
    expect(past.models.recovery('r1')).toMatchObject({ plannedSteps: 2, settledSteps: 0 });
    expect(past.models.recoverySteps('r1', {}, { first: 9 }).rows).toEqual([]);
  });

  it('knows nothing of other tenants', async () => {
    const { models } = there(await asOf({ position: last }));
    expect([models.tenant('t2'), models.recovery('r2')]).toEqual([undefined, undefined]);
  });

  it('stands still until the next event of its own', async () => {
    const past = there(await asOf({ time: '2026-03-01T00:00:04.999Z' }));
    expect(past).toEqual(await asOf({ position: planned }));
  });

  it('is the present one as of now, with the same cursors', async () => {
    const { models } = there(await asOf({ time: '2027-01-01T00:00:00Z' }));
    expect(models.recovery('r1')).toEqual(readModels.models.recovery('r1'));
    const page = { first: 1 };
    expect(models.recoveries('t1', page)).toEqual(readModels.models.recoveries('t1', page));
    expect(models.recoverySteps('r1', {}, page)).toEqual(readModels.models.recoverySteps('r1', {}, page));
  });

  it.each([{ time: '2026-02-28T23:59:59Z' }, { position: '2' }, { time: '2026-03-01T00:00:01Z' }])(
    'is not there before it was under protection: %j',
    async (moment) => expect(await asOf(moment)).toBeUndefined(),
  );

  it('takes no position that the log cannot have given', async () => {
    await expect(asOf({ position: 'nonsense' })).rejects.toThrow(InvalidPosition);
  });
});

/** Events of the log by which job ids belong to one tenant, as they do. */
const tenantNumber = fc.constantFrom('1', '2');
const step = fc.integer({ min: 0, max: 3 });
const happening = tenantNumber.chain((n) => {
  const tenant = (event: { type: string; data: object }) => ({ stream: `tenant-t${n}`, event });
  const recovery = (event: { type: string; data: object }) => ({ stream: `recovery-r${n}`, event });
  return fc.oneof(
    fc.constantFrom(
      tenant(tenantConnected(`t${n}`)),
      tenant(recoveryStarted(`r${n}`)),
      tenant(reportStarted(`d${n}`)),
      tenant({ type: 'BackupRequested', data: { backupId: `b${n}`, trigger: 'request' } }),
      tenant({ type: 'BackupListed', data: { backupId: `b${n}`, root: 'root', takenAt: 'then' } }),
      tenant({ type: 'JobEnded', data: { jobId: `r${n}`, outcome: 'failed', endedAt: 'then' } }),
      tenant({ type: 'JobRetired', data: { jobId: `d${n}` } }),
      tenant({ type: 'OfALaterVersion', data: {} }),
      recovery(recoveryPlanned(4)),
    ),
    step.map((number) => recovery(stepApplied(number, 'o1'))),
    step.map((number) => recovery(linkApplied(number, 'o2'))),
    step.map((number) => recovery(stepFailed(number))),
  );
});

interface Happening {
  readonly stream: string;
  readonly event: { readonly type: string; readonly data: object };
}

async function logOf(happenings: readonly Happening[]): Promise<{ log: GivenLog; positions: Position[] }> {
  const log = new GivenLog();
  const positions: Position[] = [];
  for (const { stream, event } of happenings) positions.push(await log.append(stream, event));
  return { log, positions };
}

function everythingOf(models: TenantModels, tenantId: string): unknown {
  const page = { first: 99 };
  const recoveries = models.recoveries(tenantId, page);
  return [
    models.tenant(tenantId),
    models.backups(tenantId, page),
    models.differenceReports(tenantId, page),
    recoveries,
    recoveries.rows.map(({ row }) => models.recoverySteps(row.id, {}, page)),
  ];
}

it('A tenant as of a position is what the present was when the log ended there', async () => {
  const happenings = fc.array(happening, { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(happenings, fc.nat(), tenantNumber, async (all, number, n) => {
      const cut = number % all.length;
      const whole = await logOf(all);
      const now = await following(whole.log.store);
      const then = await following((await logOf(all.slice(0, cut + 1))).log.store);
      const position = whole.positions[cut] ?? '';
      const past = await now.models.asOf(`t${n}`, { position }, signal);
      const present = everythingOf(then.models, `t${n}`);
      if (past) expect(everythingOf(past.models, `t${n}`)).toEqual(present);
      else expect(then.models.tenant(`t${n}`)).toBeUndefined();
      await now.stop();
      await then.stop();
    }),
    { numRuns: 60, seed: 20260301 },
  );
});
