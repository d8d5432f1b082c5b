import { useState, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowUndoRegular, CheckmarkRegular, DismissRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { ApprovePlanDocument, RejectPlanDocument } from '../api/generated.js';
import { useChange } from '../api/connection.js';
import { refusalOf } from '../api/mutation-result.js';
import { Modal } from '../elements/modal.js';
import { Problem } from '../elements/problem.js';
import { useStartPlan } from '../recoveries/use-start-plan.js';
import { MassChangeSwitch, ReasonField } from './confirmation-fields.js';
import { PlanTerms, type FrozenPlan } from './plan-terms.js';

/** A plan as the user has it before them, and what they may do with it. */
interface ShownPlan {
  readonly planId: string;
  readonly plan: FrozenPlan;
  readonly mayStart: boolean;
}

type Open = 'start' | 'approve' | 'reject';

/** What the user may do with a frozen plan: start it, or decide on it as a second person. */
export function PlanCommands({
  shown,
  needsApproval,
}: {
  shown: ShownPlan;
  needsApproval: boolean;
}): ReactNode {
  const [open, setOpen] = useState<Open | undefined>();
  const close = (): void => setOpen(undefined);
  const { plan, mayStart } = shown;
  if (plan.review?.decision === 'rejected') return null;
  return (
    <>
      {needsApproval && plan.callerMayReview && (
        <>
          <Button icon={<CheckmarkRegular />} onClick={() => setOpen('approve')}>
            Approve
          </Button>
          <Button icon={<DismissRegular />} onClick={() => setOpen('reject')}>
            Reject
          </Button>
        </>
      )}
      {mayStart && (
        <Button appearance="primary" icon={<ArrowUndoRegular />} onClick={() => setOpen('start')}>
          Start recovery
        </Button>
      )}
      {open === 'start' && <StartPlan shown={shown} close={close} />}
      {(open === 'approve' || open === 'reject') && (
        <ReviewPlan shown={shown} decision={open} close={close} />
      )}
    </>
  );
}

function StartPlan({ shown: { planId, plan }, close }: { shown: ShownPlan; close: () => void }): ReactNode {
  const navigate = useNavigate();
  const start = useStartPlan();
  const [reason, setReason] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const begin = async (): Promise<void> => {
    const id = await start.begin({ planId, digest: plan.digest, reason, confirmMassChange: confirmed });
    if (id !== undefined) await navigate(`/recoveries/${id}`);
  };
  return (
    <Modal
      title="Start recovery"
      close={close}
      actions={
        <>
          <Button onClick={close}>Close</Button>
          <Button
            appearance="primary"
            disabledFocusable={start.isPending}
            onClick={() => void begin().catch(() => undefined)}
          >
            Start
          </Button>
        </>
      }
    >
      {start.problem && <Problem>{start.problem}</Problem>}
      <p>Exactly the steps of this plan are carried out.</p>
      <PlanTerms plan={plan} />
      <ReasonField reason={reason} set={setReason} />
      <MassChangeSwitch confirmed={confirmed} set={setConfirmed} />
    </Modal>
  );
}

function ReviewPlan({
  shown: { planId, plan },
  decision,
  close,
}: {
  shown: ShownPlan;
  decision: 'approve' | 'reject';
  close: () => void;
}): ReactNode {
  const approve = useChange(ApprovePlanDocument);
  const reject = useChange(RejectPlanDocument);
  const [reason, setReason] = useState('');
  const problem =
    refusalOf(approve.data?.approvePlan) ??
    refusalOf(reject.data?.rejectPlan) ??
    approve.error?.message ??
    reject.error?.message;
  const decide = async (): Promise<void> => {
    const input = { planId, digest: plan.digest, reason };
    const result =
      decision === 'approve'
        ? (await approve.mutateAsync({ input })).approvePlan
        : (await reject.mutateAsync({ input })).rejectPlan;
    if (refusalOf(result) === undefined) close();
  };
  return (
    <Modal
      title={decision === 'approve' ? 'Approve the plan' : 'Reject the plan'}
      close={close}
      actions={
        <>
          <Button onClick={close}>Close</Button>
          <Button
            appearance="primary"
            disabledFocusable={approve.isPending || reject.isPending}
            onClick={() => void decide().catch(() => undefined)}
          >
            {decision === 'approve' ? 'Approve it' : 'Reject it'}
          </Button>
        </>
      }
    >
      {problem && <Problem>{problem}</Problem>}
      <p>
        {decision === 'approve'
          ? 'You have looked at its steps, and let it be started while the approval holds.'
          : 'It can never be started. This cannot be taken back; a new plan can be made.'}
      </p>
      <ReasonField reason={reason} set={setReason} required />
    </Modal>
  );
}
