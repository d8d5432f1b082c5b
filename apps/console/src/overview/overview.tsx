import type { ReactNode } from 'react';
import type { OverviewQuery } from '../api/generated.js';
import { OverviewDocument } from '../api/generated.js';
import { useAnswer } from '../api/connection.js';
import { completenessWords } from '../backups/completeness.js';
import { TakeBackupButton } from '../backups/take-backup-button.js';
import { DriftOverview } from '../drift/drift-overview.js';
import { BarChart } from '../elements/bar-chart.js';
import { Card } from '../elements/card.js';
import { Facts } from '../elements/facts.js';
import { Loaded } from '../elements/loaded.js';
import { PageLink } from '../elements/page-link.js';
import { Notice } from '../elements/problem.js';
import { StatusBadge } from '../elements/status-badge.js';
import { Ago, When } from '../elements/when.js';
import { moment } from '../format/moments.js';
import { count } from '../format/numbers.js';
import { LiveProgress } from '../recoveries/live-progress.js';
import { Page } from '../shell/page.js';
import { useTenant } from '../shell/tenant.js';
import { JOB_STATUS_WORDS } from '../words/statuses.js';
import { protectionOf } from './protection.js';
import styles from './overview.module.css';

type TenantNow = NonNullable<OverviewQuery['tenant']>;

/** The first page: how the tenant stands, and what goes on. */
export function Overview(): ReactNode {
  const { id: tenantId } = useTenant();
  const answer = useAnswer(
    OverviewDocument,
    { tenantId },
    {
      every: (result) =>
        result?.tenant?.runningJob || result?.tenant?.latestBackup?.status === 'running' ? 1_000 : 10_000,
    },
  );
  return (
    <Page title="Overview" commands={<TakeBackupButton />}>
      <Loaded answer={answer}>
        {({ tenant, readModels }) => (
          <>
            {readModels.rebuilding && (
              <Notice>
                The server is rebuilding its read models ({Math.round(readModels.rebuilding.ratio * 100)} %).
                What you see stays correct meanwhile.
              </Notice>
            )}
            {tenant && <Cards tenant={tenant} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Cards({ tenant }: { tenant: TenantNow }): ReactNode {
  const { tone, title, advice } = protectionOf(tenant.backups.nodes);
  return (
    <div className={styles['cards']}>
      <Card title="Protection">
        <p>
          <StatusBadge status={{ tone, word: title }} />
        </p>
        <p>{advice}</p>
        <p>
          Scheduled backups (UTC): <code>{tenant.settings.backupSchedule}</code>
        </p>
      </Card>
      <LastBackup backup={tenant.backups.nodes.find(({ status }) => status === 'completed')} />
      <RunningJob job={tenant.runningJob} />
      <DriftOverview watch={tenant.driftWatch} latest={tenant.latestDriftCheck} />
      <LastRecovery recovery={tenant.recoveries.nodes[0]} />
      <div className={styles['wide']}>
        <ChangesOverTime reports={tenant.differenceReports.nodes} />
      </div>
    </div>
  );
}

function LastBackup({ backup }: { backup: TenantNow['backups']['nodes'][number] | undefined }): ReactNode {
  return (
    <Card title="Last backup">
      {backup?.takenAt ? (
        <Facts
          facts={[
            [
              'Taken',
              <PageLink key="" to={`/backups/${backup.id}`}>
                <Ago at={backup.takenAt} />
              </PageLink>,
            ],
            ['Completeness', completenessWords(backup)],
            ['Objects', count(backup.objects)],
            ['Links', count(backup.links)],
          ]}
        />
      ) : (
        <p>None has completed yet.</p>
      )}
    </Card>
  );
}

function RunningJob({ job }: { job: TenantNow['runningJob'] }): ReactNode {
  if (job === null)
    return (
      <Card title="Running job">
        <p>No job is running.</p>
      </Card>
    );
  const isReport = job.__typename === 'DifferenceReport';
  return (
    <Card title="Running job">
      <PageLink to={isReport ? `/reports/${job.id}` : `/recoveries/${job.id}`}>
        {isReport ? 'Difference report' : 'Recovery'} of {moment(job.requestedAt)}
      </PageLink>
      <LiveProgress jobId={job.id} />
    </Card>
  );
}

function LastRecovery({
  recovery,
}: {
  recovery: TenantNow['recoveries']['nodes'][number] | undefined;
}): ReactNode {
  return (
    <Card title="Last recovery">
      {recovery ? (
        <Facts
          facts={[
            [
              'Started',
              <PageLink key="" to={`/recoveries/${recovery.id}`}>
                <When at={recovery.requestedAt} />
              </PageLink>,
            ],
            ['Status', <StatusBadge key="" status={JOB_STATUS_WORDS[recovery.status]} />],
            ['Objects modified', count(recovery.objectsModified)],
            ['Failed changes', count(recovery.failedChanges)],
          ]}
        />
      ) : (
        <p>Nothing has been recovered yet.</p>
      )}
    </Card>
  );
}

function ChangesOverTime({ reports }: { reports: TenantNow['differenceReports']['nodes'] }): ReactNode {
  const bars = reports
    .filter(({ changedObjects }) => changedObjects !== null)
    .map(({ id, requestedAt, changedObjects }) => ({
      key: id,
      label: moment(requestedAt),
      value: changedObjects ?? 0,
      to: `/reports/${id}`,
    }))
    .reverse();
  return (
    <Card title="Changes over time">
      {bars.length === 0 ? (
        <p>
          No difference report has completed yet. <PageLink to="/reports">Create one</PageLink> to see what
          has changed since a backup.
        </p>
      ) : (
        <BarChart
          title="Changed objects that each difference report found, oldest first"
          unit="changed objects"
          bars={bars}
        />
      )}
    </Card>
  );
}
