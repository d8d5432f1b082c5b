import { useMemo, useState, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import type { BackupRowFragment } from '../api/generated.js';
import { PageLink } from '../elements/page-link.js';
import { StatusBadge } from '../elements/status-badge.js';
import { BACKUP_STATUS_WORDS } from '../words/statuses.js';
import { dayKey, weeksOf } from './calendar-month.js';
import { isPartial } from './completeness.js';
import styles from './backup-calendar.module.css';

const MONTH = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const WEEKDAYS = Array.from({ length: 7 }, (_day, day) =>
  // The fifth of January 2026 was a Monday.
  new Intl.DateTimeFormat(undefined, { weekday: 'short' }).format(new Date(2026, 0, 5 + day)),
);

/** The backups of a month, each on its day. */
export function BackupCalendar({ backups }: { backups: readonly BackupRowFragment[] }): ReactNode {
  const [month, setMonth] = useState(() => new Date(new Date().getFullYear(), new Date().getMonth(), 1));
  const byDay = useMemo(
    () => Map.groupBy(backups, ({ takenAt, requestedAt }) => dayKey(new Date(takenAt ?? requestedAt))),
    [backups],
  );
  const move = (months: number): void =>
    setMonth(new Date(month.getFullYear(), month.getMonth() + months, 1));
  return (
    <div>
      <div className={styles['head']}>
        <Button icon={<ChevronLeftRegular />} aria-label="Month before" onClick={() => move(-1)} />
        <h2 aria-live="polite">{MONTH.format(month)}</h2>
        <Button icon={<ChevronRightRegular />} aria-label="Month after" onClick={() => move(1)} />
      </div>
      <table className={styles['month']}>
        <caption className="visually-hidden">Backups in {MONTH.format(month)}</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col">
                {weekday}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month.getFullYear(), month.getMonth()).map((week, index) => (
            <tr key={index}>
              {week.map((day, weekday) => (
                <td key={weekday}>
                  {day && (
                    <>
                      <span className={styles['number']}>{day.number}</span>
                      <DayBackups backups={byDay.get(day.key) ?? []} />
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayBackups({ backups }: { backups: readonly BackupRowFragment[] }): ReactNode {
  return (
    <ul className={styles['backups']}>
      {backups.map((backup) => (
        <li key={backup.id}>
          <PageLink to={`/backups/${backup.id}`}>
            {TIME.format(new Date(backup.takenAt ?? backup.requestedAt))}
          </PageLink>{' '}
          <StatusBadge
            status={
              isPartial(backup) ? { word: 'Partial', tone: 'warning' } : BACKUP_STATUS_WORDS[backup.status]
            }
          />
        </li>
      ))}
    </ul>
  );
}
