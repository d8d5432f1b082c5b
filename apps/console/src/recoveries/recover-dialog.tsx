import { useState, type ReactNode } from 'react';
import { Button, Switch } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { FreezePlanDocument, RecoveryDetailsDocument, type RecoveryDetailsQuery } from '../api/generated.js';
import { useAnswer, useChange } from '../api/connection.js';
import { refusalOf, startedId } from '../api/mutation-result.js';
import { Modal } from '../elements/modal.js';
import { PageLink } from '../elements/page-link.js';
import { Problem } from '../elements/problem.js';
import { counted } from '../format/numbers.js';
import { MassChangeSwitch, ReasonField } from '../plans/confirmation-fields.js';
import { PlanTerms } from '../plans/plan-terms.js';
import { useTenant } from '../shell/tenant.js';
import { isUnderWay } from '../words/statuses.js';
import { LiveProgress } from './live-progress.js';
import { MOST_OBJECTS, planSource, selectionFilter, type ChosenPart, type ToRecover } from './plan-source.js';
import { PlanSummary } from './plan-summary.js';
import { useStartPlan } from './use-start-plan.js';

export type { ToRecover } from './plan-source.js';

/** Freezes a plan of what is chosen, shows what it would do, and starts exactly that once the user says so. */
export function RecoverDialog({ toRecover, close }: { toRecover: ToRecover; close: () => void }): ReactNode {
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [reportOnly, setReportOnly] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const source = planSource(toRecover);
  const { preview, discard, dryRun, isPlanning, ...freezing } = useFreezing(source);
  const start = useStartPlan();
  const problem = start.problem ?? freezing.problem;
  const begin = async (): Promise<void> => {
    if (!dryRun?.plan) return;
    const id = await start.begin({
      ...{ planId: dryRun.id, digest: dryRun.plan.digest, reason },
      confirmMassChange: confirmed,
    });
    if (id !== undefined) await navigate(`/recoveries/${id}`);
  };
  return (
    <Modal
      title="Recover"
      close={close}
      actions={
        <>
          <Button onClick={close}>Close</Button>
          <Button
            disabledFocusable={source === undefined || isPlanning}
            onClick={() => void preview({ reason, reportOnly }).catch(() => undefined)}
          >
            Preview plan
          </Button>
          <Button
            appearance="primary"
            disabledFocusable={!dryRun?.plan || isPlanning || start.isPending}
            onClick={() => void begin().catch(() => undefined)}
          >
            Start recovery
          </Button>
        </>
      }
    >
      {problem && <Problem>{problem}</Problem>}
      <p>{whatWords(toRecover)} Preview the plan first: exactly what it shows is what will be done.</p>
      {source === undefined && (
        <Problem>
          At most {MOST_OBJECTS} objects can be ticked or left out. Clear some, and use the filters.
        </Problem>
      )}
      <ReasonField reason={reason} set={setReason} />
      <Switch
        label="Conditional Access policies come back in report-only mode, to be switched on later"
        checked={reportOnly}
        disabled={isPlanning}
        onChange={(_event, { checked }) => {
          setReportOnly(checked);
          discard();
        }}
      />
      {isPlanning && dryRun && <LiveProgress jobId={dryRun.id} />}
      {dryRun && !isUnderWay(dryRun.status) && <Preview dryRun={dryRun} />}
      {dryRun?.plan && <MassChangeSwitch confirmed={confirmed} set={setConfirmed} />}
    </Modal>
  );
}

type DryRun = NonNullable<RecoveryDetailsQuery['recovery']>;

/** What the plan would do, and the way to all of it. */
function Preview({ dryRun }: { dryRun: DryRun }): ReactNode {
  return (
    <>
      <PlanSummary plan={dryRun} />
      {dryRun.plan && <PlanTerms plan={dryRun.plan} />}
      {dryRun.plan && (
        <p>
          <PageLink to={`/recoveries/${dryRun.id}`}>Open the plan</PageLink>: each step with its values, and
          its approval.
        </p>
      )}
    </>
  );
}

/** Freezes a plan, and follows the dry run that makes it. */
function useFreezing(source: ReturnType<typeof planSource>) {
  const { id: tenantId } = useTenant();
  const freeze = useChange(FreezePlanDocument);
  const [planId, setPlanId] = useState<string | undefined>();
  const answer = useAnswer(
    RecoveryDetailsDocument,
    { id: planId ?? '' },
    {
      enabled: planId !== undefined,
      every: (result) => (result?.recovery && !isUnderWay(result.recovery.status) ? false : 500),
    },
  );
  const dryRun = (planId !== undefined && answer.data?.recovery) || undefined;
  const preview = async ({ reason, reportOnly }: { reason: string; reportOnly: boolean }): Promise<void> => {
    if (source === undefined) return;
    const { freezePlan } = await freeze.mutateAsync({
      input: {
        tenantId,
        ...source,
        conditionalAccess: reportOnly ? 'reportOnly' : 'asInBackup',
        ...(reason.trim() !== '' && { reason: reason.trim() }),
        idempotencyKey: crypto.randomUUID(),
      },
    });
    setPlanId(startedId(freezePlan));
  };
  return {
    preview,
    /** What was frozen is no longer what is asked for. */
    discard: () => setPlanId(undefined),
    dryRun,
    isPlanning: freeze.isPending || (planId !== undefined && (!dryRun || isUnderWay(dryRun.status))),
    problem: refusalOf(freeze.data?.freezePlan) ?? freeze.error?.message ?? dryRun?.failure?.message,
  };
}

function whatWords({ objectIds, exceptObjectIds, filter, parts }: ToRecover): string {
  if (parts.length > 0)
    return `Only this goes back to the state in the backup: ${parts.map(partWords).join(', ')}.`;
  if (objectIds.length > 0)
    return `${counted(objectIds.length, 'chosen object goes', 'chosen objects go')} back to the state in the backup.`;
  const what =
    selectionFilter(filter) === undefined
      ? 'Everything in the scope of the report'
      : 'What the filters choose';
  const except =
    exceptObjectIds.length > 0 ? `, but for ${counted(exceptObjectIds.length, 'object')} left out,` : '';
  return `${what}${except} goes back to its state in the backup, as far as it can be recovered.`;
}

const partWords = (part: ChosenPart): string =>
  'attribute' in part ? part.attribute : `${part.link} ${part.targetId}`;
