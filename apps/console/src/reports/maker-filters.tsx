import type { ReactNode } from 'react';
import { Button, Input } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { fromLocalTime, toLocalTime } from '../format/local-time.js';
import { focusGrid } from './focus-grid.js';
import { TextSearch } from './text-search.js';
import type { ReportView } from './view-address.js';
import styles from './change-filters.module.css';

/** Narrows a report to what someone has changed, and to when. */
export function MakerFilters({
  view,
  show,
}: {
  view: ReportView;
  show: (change: Partial<ReportView>) => void;
}): ReactNode {
  return (
    <div role="group" aria-label="By who made the change" className={styles['group']}>
      <TextSearch
        label="Search by who made the change"
        placeholder="Search by who made it"
        text={view.madeBy}
        search={(madeBy) => show({ madeBy })}
      />
      <Moment label="Made from" at={view.after} choose={(after) => show({ after })} />
      <Moment label="until" at={view.before} choose={(before) => show({ before })} />
      {view.actorId !== undefined && (
        <Button
          size="small"
          icon={<DismissRegular />}
          iconPosition="after"
          onClick={() => {
            show({ actorId: undefined });
            focusGrid();
          }}
        >
          Only by {view.actorId}
          <span className="visually-hidden"> (show changes by all)</span>
        </Button>
      )}
    </div>
  );
}

/** A moment in the user's own time zone, to the minute; an empty field is none. */
function Moment({
  label,
  at,
  choose,
}: {
  label: string;
  at: string | undefined;
  choose: (at: string | undefined) => void;
}): ReactNode {
  return (
    <label className={styles['labelled']}>
      {label}
      <Input
        type="datetime-local"
        value={toLocalTime(at)}
        onChange={(_event, { value }) => choose(fromLocalTime(value))}
      />
    </label>
  );
}
