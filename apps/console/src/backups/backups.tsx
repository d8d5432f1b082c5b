import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { BackupsDocument, type BackupRowFragment } from '../api/generated.js';
import { useList } from '../api/use-list.js';
import { DataTable } from '../elements/data-table.js';
import { Listed } from '../elements/listed.js';
import { PageLink } from '../elements/page-link.js';
import { StatusBadge } from '../elements/status-badge.js';
import { ViewLinks } from '../elements/view-links.js';
import { When } from '../elements/when.js';
import { moment } from '../format/moments.js';
import { count } from '../format/numbers.js';
import { CreateReportButton } from '../reports/create-report-dialog.js';
import { Page } from '../shell/page.js';
import { useTenant } from '../shell/tenant.js';
import { BACKUP_STATUS_WORDS } from '../words/statuses.js';
import { BackupCalendar } from './backup-calendar.js';
import { completenessWords } from './completeness.js';
import { TakeBackupButton } from './take-backup-button.js';

const TRIGGER_WORDS = {
  schedule: 'Schedule',
  request: 'Administrator',
  import: 'Import, to compare with',
} as const;

/** All backups, as a table and on a calendar. */
export function Component(): ReactNode {
  const { id: tenantId } = useTenant();
  const [search] = useSearchParams();
  const view = search.get('view') === 'calendar' ? 'calendar' : 'table';
  const list = useList(BackupsDocument, { tenantId }, ({ tenant }) => tenant?.backups, {
    every: (rows) => (rows.some(({ status }) => status === 'running') ? 1_000 : 10_000),
  });
  return (
    <Page
      title="Backups"
      commands={
        <>
          <TakeBackupButton />
          <CreateReportButton />
        </>
      }
    >
      <ViewLinks
        label="Views of the backups"
        views={[
          { to: '/backups', name: 'Table', isShown: view === 'table' },
          { to: '/backups?view=calendar', name: 'Calendar', isShown: view === 'calendar' },
        ]}
      />
      <Listed list={list}>
        {(rows) => (view === 'table' ? <BackupTable backups={rows} /> : <BackupCalendar backups={rows} />)}
      </Listed>
    </Page>
  );
}

/** Backups, one a row. */
export function BackupTable({ backups }: { backups: readonly BackupRowFragment[] }): ReactNode {
  return (
    <DataTable
      caption="Backups"
      rows={backups}
      keyOf={({ id }) => id}
      empty="There is no backup."
      columns={[
        {
          name: 'Taken',
          of: ({ id, takenAt, requestedAt }) => (
            <PageLink to={`/backups/${id}`}>{moment(takenAt ?? requestedAt)}</PageLink>
          ),
        },
        { name: 'Status', of: ({ status }) => <StatusBadge status={BACKUP_STATUS_WORDS[status]} /> },
        { name: 'Completeness', of: completenessWords },
        { name: 'Objects', isNumber: true, of: ({ objects }) => count(objects) },
        { name: 'Links', isNumber: true, of: ({ links }) => count(links) },
        {
          name: 'Asked for by',
          of: ({ trigger }) => TRIGGER_WORDS[trigger],
        },
        { name: 'Ended', of: ({ endedAt }) => <When at={endedAt} /> },
      ]}
    />
  );
}
