import type { JsonObject } from '#catalogue';
import type { PlannedStep, Scope } from '#protection';
import { tableAsCsv, tableAsLines, type CsvOptions, type Row } from './table.js';

/** A step of a recovery's plan, and what became of it. */
export interface StepOfPlan {
  /** The step's number in the plan, from 0. */
  readonly number: number;
  readonly step: PlannedStep;
  readonly displayName?: string | null;
  /** Left out until the step is settled. */
  readonly result?: StepResult;
}

export interface StepResult {
  readonly outcome: 'applied' | 'failed' | 'skipped';
  /** Error code of a failed step, reason of a skipped one. */
  readonly code: string | null;
  readonly message: string | null;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** The recovery whose plan an export holds. */
export interface PlanHeader {
  readonly tenantId: string;
  readonly recoveryId: string;
  readonly backupId: string | null;
  readonly scope: Scope;
  readonly dryRun: boolean;
  readonly steps: number;
  /** Changes left out of the plan, by stated reason. */
  readonly excluded: Readonly<Record<string, number>>;
}

const COLUMNS = [
  'step',
  'stage',
  'does',
  'type',
  'id',
  'displayName',
  'attribute',
  'link',
  'linkTarget',
  'value',
  'seenValue',
  'outcome',
  'code',
  'message',
  'time',
] as const;

type PlanRow = Row<(typeof COLUMNS)[number]>;

/**
 * A recovery's plan as JSON lines: the header, then for each step one line an attribute that it writes, or one line
 * where it writes none. `seenValue` is what was found when the plan was made.
 */
export function planAsLines(header: PlanHeader, steps: AsyncIterable<StepOfPlan>): AsyncGenerator<string> {
  const { tenantId, recoveryId, backupId, scope, dryRun, excluded } = header;
  const document: JsonObject = {
    format: 'known-good/recovery-plan',
    version: 1,
    tenantId,
    recoveryId,
    backupId,
    scope: { ...scope },
    dryRun,
    steps: header.steps,
    excluded: { ...excluded },
  };
  return tableAsLines(COLUMNS, document, rowsOfSteps(steps));
}

/** A recovery's plan as CSV: the rows of {@link planAsLines}. */
export function planAsCsv(steps: AsyncIterable<StepOfPlan>, options?: CsvOptions): AsyncGenerator<string> {
  return tableAsCsv(COLUMNS, rowsOfSteps(steps), options);
}

async function* rowsOfSteps(steps: AsyncIterable<StepOfPlan>): AsyncGenerator<PlanRow> {
  for await (const planned of steps) {
    const common = commonColumns(planned);
    for (const written of writtenBy(planned.step)) yield { ...common, ...written };
  }
}

function commonColumns({ number, step, displayName = null, result }: StepOfPlan): PlanRow {
  const { type, id } = 'link' in step ? step.link : step.object;
  const { outcome, code = null, message = null, at } = result ?? {};
  return {
    step: number,
    stage: step.stage,
    does: step.step,
    type,
    id,
    ...(displayName !== null && { displayName }),
    ...(outcome !== undefined && { outcome }),
    ...(code !== null && { code }),
    ...(message !== null && { message }),
    ...(at !== undefined && { time: at }),
  };
}

function writtenBy(step: PlannedStep): readonly PlanRow[] {
  if ('link' in step)
    return [
      {
        link: step.link.link,
        linkTarget: step.link.target,
        ...('value' in step && { value: step.value }),
        ...('seen' in step && { seenValue: step.seen }),
      },
    ];
  const set = Object.entries('set' in step ? step.set : {});
  if (set.length === 0) return [{}];
  return set.map(([attribute, value]): PlanRow => {
    const seen = 'seen' in step ? step.seen[attribute] : undefined;
    return { attribute, value, ...(seen !== undefined && { seenValue: seen }) };
  });
}
