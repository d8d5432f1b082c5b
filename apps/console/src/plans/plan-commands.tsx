import { useState, type ReactNode } from 'react';
import { Button, Field, Input, Switch } from '@fluentui/react-components';
import { ArrowUndoRegular, CheckmarkRegular, DismissRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { ApprovePlanDocument, RejectPlanDocument } from '../api/generated.js';
import { useChange } from '../api/connection.js';
import { refusalOf } from '../api/mutation-result.js';
import { Modal } from '../elements/modal.js';
import { Problem } from '../elements/problem.js';
import { useStartPlan } from '../recoveries/use-start-plan.js';

/** A plan as the user has it before them. */
interface ShownPlan {
  readonly planId: string;
  readonly digest: string;
}

type Open = 'start' | 'approve' | 'reject';

/** What can be done with a frozen plan: started by whoever may, approved or rejected by a second person. */
export function PlanCommands({
  plan,
  isRejected,
  needsApproval,
}: {
  plan: ShownPlan;
  isRejected: boolean;
  needsApproval: boolean;
}): ReactNode {
  const [open, setOpen] = useState<Open | undefined>();
  const close = (): void => setOpen(undefined);
  if (isRejected) return null;
  return (
    <>
      {needsApproval && (
        <>
          <Button icon={<CheckmarkRegular />} onClick={() => setOpen('approve')}>
            Approve
          </Button>
          <Button icon={<DismissRegular />} onClick={() => setOpen('reject')}>
            Reject
          </Button>
        </>
      )}
      <Button appearance="primary" icon={<ArrowUndoRegular />} onClick={() => setOpen('start')}>
        Start recovery
      </Button>
      {open === 'start' && <StartPlan plan={plan} close={close} />}
      {(open === 'approve' || open === 'reject') && <ReviewPlan plan={plan} decision={open} close={close} />}
    </>
  );
}

function StartPlan({ plan: { planId, digest }, close }: { plan: ShownPlan; close: () => void }): ReactNode {
  const navigate = useNavigate();
  const start = useStartPlan();
  const [reason, setReason] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const begin = async (): Promise<void> => {
    const id = await start.begin({ planId, digest, reason, confirmMassChange: confirmed });
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
      <p>
        Exactly the steps of this plan are carried out. What someone has changed since is left alone and
        listed.
      </p>
      <Field label="Reason" hint="Kept in the audit log. No personal data, please.">
        <Input value={reason} onChange={(_event, { value }) => setReason(value)} />
      </Field>
      <Switch
        label="It is meant, even where much of one object type changes"
        checked={confirmed}
        onChange={(_event, { checked }) => setConfirmed(checked)}
      />
    </Modal>
  );
}

function ReviewPlan({
  plan: { planId, digest },
  decision,
  close,
}: {
  plan: ShownPlan;
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
    const input = { planId, digest, reason };
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
      <Field label="Reason" required hint="Kept in the audit log. No personal data, please.">
        <Input value={reason} onChange={(_event, { value }) => setReason(value)} />
      </Field>
    </Modal>
  );
}
