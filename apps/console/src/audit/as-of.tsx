import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { Button, Field, Slider } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useSearchParams } from 'react-router';
import { OverviewDocument, TenantAsOfDocument, type TenantAsOfQuery } from '../api/generated.js';
import { useAnswer } from '../api/connection.js';
import { BackupTable } from '../backups/backups.js';
import { Card } from '../elements/card.js';
import { Loaded } from '../elements/loaded.js';
import { moment } from '../format/moments.js';
import { RecoveryTable } from '../recoveries/recoveries.js';
import { ReportTable } from '../reports/reports.js';
import { Page } from '../shell/page.js';
import { useTenant } from '../shell/tenant.js';
import { AuditViews } from './audit-views.js';
import { momentAfter, momentBefore, momentsOf } from './moments-of-jobs.js';
import styles from './audit.module.css';

type AsOf = NonNullable<NonNullable<TenantAsOfQuery['tenant']>['asOf']>;

const SECOND = 1_000;

/** Every backup, report and recovery as it stood at a moment of the past, chosen by a slider. */
export function Component(): ReactNode {
  const { id: tenantId, connectedAt } = useTenant();
  const [search, setSearch] = useSearchParams();
  const [openedAt] = useState(() => Date.now());
  const begin = new Date(connectedAt).getTime();
  const given = new Date(search.get('time') ?? NaN).getTime();
  const at = Number.isNaN(given) ? openedAt : Math.max(begin, Math.min(openedAt, given));
  const moments = useMoments(tenantId);
  const settled = useDeferredValue(at);
  const answer = useAnswer(
    TenantAsOfDocument,
    { tenantId, time: new Date(settled).toISOString() },
    { keepFormer: true },
  );
  const show = (time: number): void =>
    setSearch({ time: new Date(time).toISOString() }, { replace: true, preventScrollReset: true });
  const before = momentBefore(moments, at);
  const after = momentAfter(moments, at);
  return (
    <Page title="Audit: as of a moment" above={['/audit', 'Audit']}>
      <AuditViews />
      <div className={styles['choices']}>
        <Field label={`As of ${moment(new Date(at).toISOString())}`} className={styles['wide'] ?? ''}>
          <Slider
            className={styles['slider'] ?? ''}
            min={0}
            max={Math.max(1, Math.ceil((openedAt - begin) / SECOND))}
            value={Math.ceil((at - begin) / SECOND)}
            aria-valuetext={moment(new Date(at).toISOString())}
            onChange={(_event, { value }) => show(Math.min(openedAt, begin + value * SECOND))}
          />
        </Field>
        <Button
          icon={<ChevronLeftRegular />}
          disabledFocusable={before === undefined}
          onClick={() => before !== undefined && show(before)}
        >
          Event before
        </Button>
        <Button
          icon={<ChevronRightRegular />}
          iconPosition="after"
          disabledFocusable={after === undefined || after > openedAt}
          onClick={() => after !== undefined && show(after)}
        >
          Event after
        </Button>
      </div>
      <Loaded answer={answer}>
        {({ tenant }) =>
          tenant?.asOf ? <Then asOf={tenant.asOf} /> : <p>The tenant was not yet under protection then.</p>
        }
      </Loaded>
    </Page>
  );
}

/** When something began or ended, as far as the newest jobs and backups tell. */
function useMoments(tenantId: string): readonly number[] {
  const { data } = useAnswer(OverviewDocument, { tenantId });
  return useMemo(() => {
    const tenant = data?.tenant;
    if (!tenant) return [];
    return momentsOf([
      ...tenant.backups.nodes,
      ...tenant.differenceReports.nodes,
      ...tenant.recoveries.nodes,
    ]);
  }, [data]);
}

function Then({ asOf }: { asOf: AsOf }): ReactNode {
  return (
    <>
      <p role="status">
        {asOf.runningJob
          ? `A ${asOf.runningJob.__typename === 'Recovery' ? 'recovery' : 'difference report'} was running.`
          : 'No job was running.'}
      </p>
      <Card title={`Backups (${asOf.backups.totalCount})`}>
        <BackupTable backups={asOf.backups.nodes} />
      </Card>
      <Card title={`Difference reports (${asOf.differenceReports.totalCount})`}>
        <ReportTable reports={asOf.differenceReports.nodes} />
      </Card>
      <Card title={`Recoveries (${asOf.recoveries.totalCount})`}>
        <RecoveryTable recoveries={asOf.recoveries.nodes} />
      </Card>
    </>
  );
}
