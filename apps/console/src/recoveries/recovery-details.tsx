import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowHookDownLeftRegular } from '@fluentui/react-icons';
import { useNavigate, useParams } from 'react-router';
import {
  RecoveryDetailsDocument,
  UndoRecoveryDocument,
  type RecoveryDetailsQuery,
} from '../api/generated.js';
import { useAnswer, useChange } from '../api/connection.js';
import { refusalOf, startedId } from '../api/mutation-result.js';
import { Card } from '../elements/card.js';
import { Facts } from '../elements/facts.js';
import { Loaded } from '../elements/loaded.js';
import { PageLink } from '../elements/page-link.js';
import { Notice, Problem } from '../elements/problem.js';
import { StatusBadge } from '../elements/status-badge.js';
import { WithheldNotice } from '../elements/withheld-notice.js';
import { When } from '../elements/when.js';
import { moment } from '../format/moments.js';
import { PlanCommands } from '../plans/plan-commands.js';
import { PlanTerms, type FrozenPlan } from '../plans/plan-terms.js';
import { PlannedSteps } from '../plans/planned-steps.js';
import { reviewStatus, reviewWords } from '../plans/review-words.js';
import { count } from '../format/numbers.js';
import { Page } from '../shell/page.js';
import { typeWords } from '../words/object-types.js';
import { scopeWords } from '../words/scopes.js';
import { isUnderWay, JOB_STATUS_WORDS } from '../words/statuses.js';
import { CancelJobButton } from './cancel-job-button.js';
import { LiveProgress } from './live-progress.js';
import { PlanSummary } from './plan-summary.js';
import { recoveryKind } from './recovery-kind.js';
import { RecoverySteps } from './recovery-steps.js';

type Recovery = NonNullable<RecoveryDetailsQuery['recovery']>;

/** How often (ms) a plan is looked at that someone else may decide on. */
const UNTIL_DECIDED = 5_000;

/** One recovery: live while it runs, then what it has done; from here it is cancelled or undone. */
export function Component(): ReactNode {
  const { id = '' } = useParams();
  const answer = useAnswer(
    RecoveryDetailsDocument,
    { id },
    { every: (result) => (result?.recovery ? patience(result.recovery) : false) },
  );
  const recovery = answer.data?.recovery;
  return (
    <Page
      title={recovery ? `${recoveryKind(recovery)} of ${moment(recovery.requestedAt)}` : 'Recovery'}
      above={['/recoveries', 'Recovery history']}
      commands={recovery && <Commands recovery={recovery} />}
    >
      <Loaded answer={answer}>
        {(result) =>
          result.recovery ? (
            <Details recovery={result.recovery} />
          ) : (
            <Problem>There is no such recovery.</Problem>
          )
        }
      </Loaded>
    </Page>
  );
}

/** How long (ms) what is shown stays as it is; `false`: for good. */
function patience({ status, dryRun, expired, plan }: Recovery): number | false {
  if (isUnderWay(status)) return 1_000;
  return dryRun && !expired && plan ? UNTIL_DECIDED : false;
}

function Commands({ recovery }: { recovery: Recovery }): ReactNode {
  const { id, status, expired, dryRun, plan, tenant } = recovery;
  if (isUnderWay(status)) return tenant.callerMay.includes('cancelJob') && <CancelJobButton jobId={id} />;
  const mayStart = tenant.callerMay.includes('startRecovery');
  if (expired) return null;
  if (!dryRun) return mayStart && <UndoButton recoveryId={id} />;
  const { recoveriesNeedApproval } = tenant.settings.guards;
  return (
    plan && <PlanCommands shown={{ planId: id, plan, mayStart }} needsApproval={recoveriesNeedApproval} />
  );
}

function UndoButton({ recoveryId }: { recoveryId: string }): ReactNode {
  const navigate = useNavigate();
  const undo = useChange(UndoRecoveryDocument);
  const problem = refusalOf(undo.data?.undoRecovery) ?? undo.error?.message;
  const start = async (): Promise<void> => {
    const { undoRecovery } = await undo.mutateAsync({
      input: { recoveryId, idempotencyKey: crypto.randomUUID() },
    });
    const id = startedId(undoRecovery);
    if (id !== undefined) await navigate(`/recoveries/${id}`);
  };
  return (
    <>
      {problem && <Problem>{problem}</Problem>}
      <Button
        icon={<ArrowHookDownLeftRegular />}
        disabledFocusable={undo.isPending}
        onClick={() => void start().catch(() => undefined)}
      >
        Undo recovery
      </Button>
    </>
  );
}

function Details({ recovery }: { recovery: Recovery }): ReactNode {
  return (
    <>
      {recovery.failure && <Problem title="The recovery has failed.">{recovery.failure.message}</Problem>}
      {recovery.cancellationRequested && isUnderWay(recovery.status) && (
        <Notice>Someone has asked to cancel it. It stops after what is under way.</Notice>
      )}
      {recovery.partialTypes.length > 0 && (
        <Notice warning>
          Left alone, because they could not be read whole: {typeWords(recovery.partialTypes)}.
        </Notice>
      )}
      <WithheldNotice types={recovery.withheldTypes} />
      <Card title="Summary">
        <Facts
          facts={[
            ['Status', <StatusBadge key="" status={JOB_STATUS_WORDS[recovery.status]} />],
            ['Backup of', <When key="" at={recovery.backup?.takenAt} />],
            ['Filtered by', scopeWords(recovery.scope)],
            ['Modified objects', count(recovery.objectsModified)],
            ['Modified links', count(recovery.linksModified)],
            ['Failed changes', count(recovery.failedChanges)],
            ['Skipped changes', count(recovery.skippedChanges)],
            ['Started', <When key="" at={recovery.startedAt} />],
            ['Ended', <When key="" at={recovery.endedAt} />],
            ['Started by', recovery.requestedBy.name],
            ['Reason', recovery.reason ?? '–'],
            ...(recovery.undoes
              ? ([
                  [
                    'Undoes',
                    <PageLink key="" to={`/recoveries/${recovery.undoes.id}`}>
                      The recovery before
                    </PageLink>,
                  ],
                ] as const)
              : []),
          ]}
        />
        {isUnderWay(recovery.status) && <LiveProgress jobId={recovery.id} />}
      </Card>
      <Card title="Plan">
        <PlanSummary plan={recovery} />
        {recovery.dryRun && recovery.plan && <FrozenTerms plan={recovery.plan} />}
      </Card>
      {recovery.dryRun && recovery.plan && !recovery.expired && <PlannedSteps planId={recovery.id} />}
      {!recovery.dryRun && <RecoverySteps recovery={recovery} />}
    </>
  );
}

/** How a frozen plan is carried out, and what a second person has made of it. */
function FrozenTerms({ plan }: { plan: FrozenPlan }): ReactNode {
  return (
    <>
      <PlanTerms plan={plan} />
      <Facts
        facts={[
          ['Review', <StatusBadge key="" status={reviewStatus(plan.review, new Date())} />],
          ['Decision', reviewWords(plan.review)],
        ]}
      />
    </>
  );
}
