import type { ReactNode } from 'react';
import { ApprovalsDocument, type ApprovalsQuery } from '../api/generated.js';
import { useAnswer } from '../api/connection.js';
import { Card } from '../elements/card.js';
import { DataTable } from '../elements/data-table.js';
import { Loaded } from '../elements/loaded.js';
import { PageLink } from '../elements/page-link.js';
import { Notice } from '../elements/problem.js';
import { StatusBadge } from '../elements/status-badge.js';
import { moment } from '../format/moments.js';
import { count } from '../format/numbers.js';
import { Page } from '../shell/page.js';
import { useTenant } from '../shell/tenant.js';
import { reviewStatus, reviewWords } from './review-words.js';

type DryRun = NonNullable<ApprovalsQuery['tenant']>['recoveries']['nodes'][number];
type Frozen = DryRun & { readonly plan: NonNullable<DryRun['plan']> };

/** The frozen plans of the tenant: those that wait for a second person, and those that were decided on. */
export function Component(): ReactNode {
  const { id: tenantId } = useTenant();
  const answer = useAnswer(ApprovalsDocument, { tenantId }, { every: () => 10_000 });
  return (
    <Page title="Approvals">
      <Loaded answer={answer}>
        {({ tenant }) =>
          tenant && (
            <>
              {!tenant.settings.guards.recoveriesNeedApproval && (
                <Notice>
                  Recoveries of this tenant need no approval. An administrator can ask for it in the{' '}
                  <PageLink to="/settings">settings</PageLink>.
                </Notice>
              )}
              <Plans plans={tenant.recoveries.nodes.filter(isFrozen)} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Plans({ plans }: { plans: readonly Frozen[] }): ReactNode {
  const open = plans.filter(({ plan, expired }) => plan.review === null && !expired);
  const decided = plans.filter(({ plan }) => plan.review !== null);
  return (
    <>
      <Card title="Not decided">
        <PlanTable caption="Plans that are not decided" plans={open} empty="No plan waits." />
      </Card>
      <Card title="Decided">
        <PlanTable
          caption="Plans that are decided"
          plans={decided}
          empty="No plan has been decided on yet."
        />
      </Card>
    </>
  );
}

function PlanTable({
  caption,
  plans,
  empty,
}: {
  caption: string;
  plans: readonly Frozen[];
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
        { name: 'Steps', isNumber: true, of: ({ plan }) => count(plan.stepCount) },
        { name: 'Status', of: ({ plan }) => <StatusBadge status={reviewStatus(plan.review, new Date())} /> },
        { name: 'Decision', of: ({ plan }) => reviewWords(plan.review) },
      ]}
    />
  );
}

const isFrozen = (dryRun: DryRun): dryRun is Frozen => dryRun.dryRun && dryRun.plan !== null;
