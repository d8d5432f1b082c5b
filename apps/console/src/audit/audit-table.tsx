import type { ReactNode } from 'react';
import type { AuditLineFragment } from '../api/generated.js';
import { DataTable } from '../elements/data-table.js';
import { PageLink } from '../elements/page-link.js';
import { StatusBadge } from '../elements/status-badge.js';
import { When } from '../elements/when.js';
import { spaced } from '../words/changes.js';
import { detailWords } from './detail-words.js';
import styles from './audit.module.css';

const ADDRESSES: Readonly<Record<AuditLineFragment['subject']['kind'], string | undefined>> = {
  backup: '/backups',
  differenceReport: '/reports',
  recovery: '/recoveries',
  tenant: undefined,
  alarm: undefined,
};

/** Lines of the record: when, what, who, from where, about what, with which outcome. */
export function AuditTable({
  lines,
  empty,
}: {
  lines: readonly AuditLineFragment[];
  empty: string;
}): ReactNode {
  return (
    <DataTable
      caption="Audit log"
      rows={lines}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        { name: 'When', of: ({ at }) => <When at={at} /> },
        { name: 'Activity', of: ({ activity }) => spaced(activity) },
        { name: 'Who', of: ({ actor }) => actor.name },
        { name: 'From', of: ({ from }) => from },
        { name: 'About', of: ({ subject }) => <Subject subject={subject} /> },
        {
          name: 'Outcome',
          of: ({ outcome }) => (
            <StatusBadge
              status={
                outcome === 'success' ? { word: 'Success', tone: 'good' } : { word: 'Failure', tone: 'bad' }
              }
            />
          ),
        },
        {
          name: 'Details',
          of: ({ details }) => <div className={styles['details']}>{detailWords(details)}</div>,
        },
      ]}
    />
  );
}

function Subject({ subject: { kind, id } }: Pick<AuditLineFragment, 'subject'>): ReactNode {
  const address = ADDRESSES[kind];
  return address ? <PageLink to={`${address}/${id}`}>{spaced(kind)}</PageLink> : spaced(kind);
}
