import type { ReactNode } from 'react';
import {
  ApprovalsDocument,
  FrozenPlansDocument,
  type FrozenPlanRowFragment,
  type PlanStage,
} from '../api/generated.js';
import { useAnswer } from '../api/connection.js';
import { useList } from '../api/use-list.js';
import { Card } from '../elements/card.js';
import { DataTable } from '../elements/data-table.js';
import { Listed } from '../elements/listed.js';
import { Loaded } from '../elements/loaded.js';
import { PageLink } from '../elements/page-link.js';
import { Notice } from '../elements/problem.js';
import { StatusBadge } from '../elements/status-badge.js';
import { moment } from '../format/moments.js';
import { count } from '../format/numbers.js';
import { Page } from '../shell/page.js';
import { useTenant } from '../shell/tenant.js';
import { reviewStatus, reviewWords } from './review-words.js';

/** The frozen plans of the tenant: those that wait for a second person, and those that were decided on. */
export function Component(): ReactNode {
  const { id: tenantId } = useTenant();
  const answer = useAnswer(ApprovalsDocument, { tenantId });
  return (
    <Page title="Approvals">
      <Loaded answer={answer}>
        {({ tenant }) =>
          tenant && (
            <>
              {tenant.settings.guards.recoveriesNeedApproval ? (
                <Plans
                  title="Not decided"
                  caption="Plans that are not decided"
                  stage="waiting"
                  empty="No plan waits."
                />
              ) : (
                <Notice>
                  Recoveries of this tenant need no approval. An administrator can ask for it in the{' '}
                  <PageLink to="/settings">settings</PageLink>.
                </Notice>
              )}
              <Plans
                title="Decided"
                caption="Plans that are decided"
                stage="decided"
                empty="No plan has been decided on yet."
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Plans({
  title,
  caption,
  stage,
  empty,
}: {
  title: string;
  caption: string;
  stage: PlanStage;
  empty: string;
}): ReactNode {
  const { id: tenantId } = useTenant();
  const list = useList(FrozenPlansDocument, { tenantId, stage }, ({ tenant }) => tenant?.frozenPlans, {
    every: () => 10_000,
  });
  return (
    <Card title={title}>
      <Listed list={list}>{(plans) => <PlanTable caption={caption} plans={plans} empty={empty} />}</Listed>
    </Card>
  );
}

function PlanTable({
  caption,
  plans,
  empty,
}: {
  caption: string;
  plans: readonly FrozenPlanRowFragment[];
  empty: string;
}): ReactNode {
  return (
    <DataTable
      caption={caption}
      rows={plans}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        {
          name: 'Plan of',
          of: ({ id, requestedAt }) => <PageLink to={`/recoveries/${id}`}>{moment(requestedAt)}</PageLink>,
        },
        { name: 'Asked for by', of: ({ requestedBy }) => requestedBy.name },
        { name: 'Reason', of: ({ reason }) => reason ?? '–' },
        { name: 'Steps', isNumber: true, of: ({ plannedSteps }) => count(plannedSteps) },
        {
          name: 'Status',
          of: ({ plan }) => <StatusBadge status={reviewStatus(plan?.review ?? null, new Date())} />,
        },
        { name: 'Decision', of: ({ plan }) => reviewWords(plan?.review ?? null) },
      ]}
    />
  );
}
