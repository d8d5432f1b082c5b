import { useState, type ReactNode } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { RecoveryDetailsDocument, StartRecoveryDocument } from '../api/generated.js';
import { useAnswer, useChange } from '../api/connection.js';
import { refusalOf, startedId } from '../api/mutation-result.js';
import { Modal } from '../elements/modal.js';
import { Problem } from '../elements/problem.js';
import { counted } from '../format/numbers.js';
import { useTenant } from '../shell/tenant.js';
import { typeWords } from '../words/object-types.js';
import { isUnderWay } from '../words/statuses.js';
import { LiveProgress } from './live-progress.js';
import { PlanSummary } from './plan-summary.js';
import { MOST_OBJECTS, recoverySource, type ToRecover } from './recovery-source.js';

export type { ToRecover } from './recovery-source.js';

/** Shows what a recovery would do, by a dry run, and starts it once the user says so. */
export function RecoverDialog({ toRecover, close }: { toRecover: ToRecover; close: () => void }): ReactNode {
  const { id: tenantId } = useTenant();
  const navigate = useNavigate();
  const start = useChange(StartRecoveryDocument);
  const [reason, setReason] = useState('');
  const [planId, setPlanId] = useState<string | undefined>();
  const plan = usePlan(planId);
  const source = recoverySource(toRecover);
  const isPlanning = planId !== undefined && (plan === undefined || isUnderWay(plan.status));
  const problem = refusalOf(start.data?.startRecovery) ?? start.error?.message ?? plan?.failure?.message;

  const begin = async (dryRun: boolean): Promise<void> => {
    if (source === undefined) return;
    const { startRecovery } = await start.mutateAsync({
      input: {
        tenantId,
        ...source,
        dryRun,
        ...(reason.trim() !== '' && { reason: reason.trim() }),
        idempotencyKey: crypto.randomUUID(),
      },
    });
    const id = startedId(startRecovery);
    if (id === undefined) return;
    if (dryRun) setPlanId(id);
    else await navigate(`/recoveries/${id}`);
  };
  return (
    <Modal
      title="Recover"
      close={close}
      actions={
        <>
          <Button onClick={close}>Close</Button>
          <Button
            disabledFocusable={source === undefined || start.isPending || isPlanning}
            onClick={() => void begin(true).catch(() => undefined)}
          >
            Preview plan
          </Button>
          <Button
            appearance="primary"
            disabledFocusable={source === undefined || start.isPending || isPlanning}
            onClick={() => void begin(false).catch(() => undefined)}
          >
            Start recovery
          </Button>
        </>
      }
    >
      {problem && <Problem>{problem}</Problem>}
      <p>{whatWords(toRecover)}</p>
      {source === undefined && <Problem>{refusedWords(toRecover)}</Problem>}
      <Field label="Reason" hint="Kept in the audit log. No personal data, please.">
        <Input value={reason} onChange={(_event, { value }) => setReason(value)} />
      </Field>
      {isPlanning && planId && <LiveProgress jobId={planId} />}
      {plan && !isUnderWay(plan.status) && <PlanSummary plan={plan} />}
    </Modal>
  );
}

function usePlan(id: string | undefined) {
  const answer = useAnswer(
    RecoveryDetailsDocument,
    { id: id ?? '' },
    {
      enabled: id !== undefined,
      every: (result) => (result?.recovery && !isUnderWay(result.recovery.status) ? false : 500),
    },
  );
  return answer.data?.recovery ?? undefined;
}

function whatWords({ objectIds, objectTypes }: ToRecover): string {
  if (objectIds.length > 0)
    return `${counted(objectIds.length, 'chosen object goes', 'chosen objects go')} back to the state in the backup.`;
  if (objectTypes.length > 0)
    return `Every object of these types goes back to its state in the backup, as far as it can be recovered: ${typeWords(objectTypes)}.`;
  return 'Everything in the scope of the report goes back to its state in the backup, as far as it can be recovered.';
}

function refusedWords({ objectIds }: ToRecover): string {
  return objectIds.length > MOST_OBJECTS
    ? `At most ${MOST_OBJECTS} objects can be chosen. Untick some, or clear the ticks to recover everything.`
    : 'The backup of this report is gone. Choose another backup.';
}
