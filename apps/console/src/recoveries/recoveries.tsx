import type { ReactNode } from 'react';
import { RecoveriesDocument, type RecoveryRowFragment } from '../api/generated.js';
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
import { recoveryKind } from './recovery-kind.js';

/** The recovery history, newest first. */
export function Component(): ReactNode {
  const { id: tenantId } = useTenant();
  const list = useList(RecoveriesDocument, { tenantId }, ({ tenant }) => tenant?.recoveries, {
    every: (rows) => (rows.some(({ status }) => isUnderWay(status)) ? 1_000 : 10_000),
  });
  return (
    <Page title="Recovery history">
      <Listed list={list}>{(rows) => <RecoveryTable recoveries={rows} />}</Listed>
    </Page>
  );
}

/** Recoveries, one a row. */
export function RecoveryTable({ recoveries }: { recoveries: readonly RecoveryRowFragment[] }): ReactNode {
  return (
    <DataTable
      caption="Recoveries"
      rows={recoveries}
      keyOf={({ id }) => id}
      empty="Nothing has been recovered yet."
      columns={[
        {
          name: 'Started',
          of: ({ id, requestedAt }) => <PageLink to={`/recoveries/${id}`}>{moment(requestedAt)}</PageLink>,
        },
        { name: 'Kind', of: recoveryKind },
        { name: 'Status', of: ({ status }) => <StatusBadge status={JOB_STATUS_WORDS[status]} /> },
        { name: 'Backup of', of: ({ backup }) => <When at={backup?.takenAt} /> },
        { name: 'Filtered by', of: ({ scope }) => scopeWords(scope) },
        { name: 'Modified objects', isNumber: true, of: ({ objectsModified }) => count(objectsModified) },
        { name: 'Modified links', isNumber: true, of: ({ linksModified }) => count(linksModified) },
        { name: 'Failed changes', isNumber: true, of: ({ failedChanges }) => count(failedChanges) },
        { name: 'Started by', of: ({ requestedBy }) => requestedBy.name },
        { name: 'Ended', of: ({ endedAt }) => <When at={endedAt} /> },
      ]}
    />
  );
}
