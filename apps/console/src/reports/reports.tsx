import type { ReactNode } from 'react';
import { DifferenceReportsDocument, type ReportRowFragment } from '../api/generated.js';
import { useList } from '../api/use-list.js';
import { DataTable } from '../elements/data-table.js';
import { Listed } from '../elements/listed.js';
import { PageLink } from '../elements/page-link.js';
import { StatusBadge } from '../elements/status-badge.js';
import { When } from '../elements/when.js';
import { moment } from '../format/moments.js';
import { count } from '../format/numbers.js';
import { Page } from '../shell/page.js';
import { useTenant } from '../shell/tenant.js';
import { scopeWords } from '../words/scopes.js';
import { isUnderWay, JOB_STATUS_WORDS } from '../words/statuses.js';
import { CreateReportButton } from './create-report-dialog.js';

/** All difference reports, newest first. */
export function Component(): ReactNode {
  const { id: tenantId } = useTenant();
  const list = useList(DifferenceReportsDocument, { tenantId }, ({ tenant }) => tenant?.differenceReports, {
    every: (rows) => (rows.some(({ status }) => isUnderWay(status)) ? 1_000 : 10_000),
  });
  return (
    <Page title="Difference reports" commands={<CreateReportButton />}>
      <Listed list={list}>{(rows) => <ReportTable reports={rows} />}</Listed>
    </Page>
  );
}

/** Difference reports, one a row. */
export function ReportTable({ reports }: { reports: readonly ReportRowFragment[] }): ReactNode {
  return (
    <DataTable
      caption="Difference reports"
      rows={reports}
      keyOf={({ id }) => id}
      empty="There is no difference report."
      columns={[
        {
          name: 'Created',
          of: ({ id, requestedAt }) => <PageLink to={`/reports/${id}`}>{moment(requestedAt)}</PageLink>,
        },
        {
          name: 'Status',
          of: ({ status, expired }) => (
            <StatusBadge status={expired ? { word: 'Expired', tone: 'quiet' } : JOB_STATUS_WORDS[status]} />
          ),
        },
        { name: 'Backup of', of: ({ backup }) => <When at={backup?.takenAt} /> },
        { name: 'Filtered by', of: ({ scope }) => scopeWords(scope) },
        { name: 'Changed objects', isNumber: true, of: ({ changedObjects }) => count(changedObjects) },
        { name: 'Changed links', isNumber: true, of: ({ changedLinks }) => count(changedLinks) },
        { name: 'Created by', of: ({ requestedBy }) => requestedBy.name },
        { name: 'Ended', of: ({ endedAt }) => <When at={endedAt} /> },
      ]}
    />
  );
}
