import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { StartDriftCheckDocument, type OverviewQuery } from '../api/generated.js';
import { useChange } from '../api/connection.js';
import { refusalOf } from '../api/mutation-result.js';
import { Card } from '../elements/card.js';
import { PageLink } from '../elements/page-link.js';
import { Problem } from '../elements/problem.js';
import { StatusBadge } from '../elements/status-badge.js';
import { Ago } from '../elements/when.js';
import { useTenant } from '../shell/tenant.js';
import { driftStatus } from './drift-words.js';

type TenantNow = NonNullable<OverviewQuery['tenant']>;

/** Whether the tenant has drifted, as the last check found. */
export function DriftOverview({
  watch,
  latest,
}: {
  watch: TenantNow['driftWatch'];
  latest: TenantNow['latestDriftCheck'];
}): ReactNode {
  return (
    <Card title="Drift">
      {latest?.drift && (
        <>
          <p>
            <StatusBadge status={driftStatus(latest.drift)} />
          </p>
          <p>
            <PageLink to={`/reports/${latest.id}`}>
              Looked {latest.endedAt && <Ago at={latest.endedAt} />}
            </PageLink>
          </p>
        </>
      )}
      {watch ? (
        <>
          <p>
            Scheduled checks (UTC): <code>{watch.schedule}</code>
          </p>
          <CheckNow />
        </>
      ) : (
        <p>
          Nobody looks by the clock. Switch the drift watch on in the{' '}
          <PageLink to="/settings">settings</PageLink>.
        </p>
      )}
    </Card>
  );
}

function CheckNow(): ReactNode {
  const { id: tenantId } = useTenant();
  const start = useChange(StartDriftCheckDocument);
  const problem = refusalOf(start.data?.startDriftCheck) ?? start.error?.message;
  return (
    <>
      {problem && <Problem>{problem}</Problem>}
      <div>
        <Button disabledFocusable={start.isPending} onClick={() => start.mutate({ input: { tenantId } })}>
          Check now
        </Button>
      </div>
    </>
  );
}
