import { useState, type ReactNode } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import { Problem } from '../elements/problem.js';
import { counted } from '../format/numbers.js';
import { ChangeGrid } from './change-grid.js';
import { ChangePanel } from './change-panel.js';
import type { ChangeRow } from './change-rows.js';
import type { ChosenPart } from '../recoveries/plan-source.js';
import { NO_CHOICE, toggleLeftOut, toggleTick, type Choice } from './choice.js';
import { focusGrid } from './focus-grid.js';
import { useChangeRows } from './use-change-rows.js';
import { filterOf, type ReportView } from './view-address.js';
import styles from './change-table.module.css';

/** Recovers one object, or only some of its parts. */
export type RecoverObject = (objectId: string, parts: readonly ChosenPart[]) => void;

/** The changes of a report in a table, and beside it the one that is open. */
export function ChangeTable({
  reportId,
  view,
  show,
  choice,
  choose,
  recover,
}: {
  reportId: string;
  view: ReportView;
  show: (change: Partial<ReportView>) => void;
  choice: Choice;
  choose: (choice: Choice) => void;
  /** Left out where nothing can be recovered from the report. */
  recover: RecoverObject | undefined;
}): ReactNode {
  const { changes } = useChangeRows(reportId, filterOf(view), view.order);
  const [opened, setOpened] = useState<ChangeRow | undefined>();
  const tick = (row: ChangeRow): void => {
    if (row.recoverable) choose(toggleTick(choice, row.objectId));
  };
  const open = (row: ChangeRow): void => {
    setOpened(row);
    show({ open: { objectType: row.objectType, objectId: row.objectId } });
  };
  const close = (): void => {
    show({ open: undefined });
    focusGrid();
  };
  const clear = (): void => {
    choose(NO_CHOICE);
    focusGrid();
  };
  const total = changes?.total;
  const wanted = view.open && (opened?.objectId === view.open.objectId ? opened : view.open);
  return (
    <>
      <CountLine total={total} choice={choice} clear={clear} />
      {changes?.problem && <Problem>{changes.problem}</Problem>}
      <div className={`${styles['table']} ${wanted ? styles['beside'] : ''}`}>
        {changes && total !== undefined ? (
          <ChangeGrid
            changes={changes}
            total={total}
            order={view.order}
            sort={(order) => show({ order })}
            choice={choice}
            tick={recover && tick}
            openId={view.open?.objectId}
            open={open}
          />
        ) : (
          !changes?.problem && <Spinner label="Loading changes…" />
        )}
        {wanted && (
          <ChangePanel
            reportId={reportId}
            wanted={wanted}
            close={close}
            recover={recover && ((parts) => recover(wanted.objectId, parts))}
            isLeftOut={choice.leftOut.has(wanted.objectId)}
            toggleLeftOut={() => choose(toggleLeftOut(choice, wanted.objectId))}
            showAllBy={(actorId) => show({ actorId })}
          />
        )}
      </div>
    </>
  );
}

function CountLine({
  total,
  choice: { ticked, leftOut },
  clear,
}: {
  total: number | undefined;
  choice: Choice;
  clear: () => void;
}): ReactNode {
  return (
    <div className={styles['count']}>
      <span role="status">
        {total === undefined ? '' : counted(total, 'change')}
        {ticked.size > 0 && `, ${ticked.size} ticked`}
        {leftOut.size > 0 && `, ${leftOut.size} left out`}
      </span>
      {ticked.size + leftOut.size > 0 && (
        <Button size="small" appearance="subtle" onClick={clear}>
          Clear choice
        </Button>
      )}
    </div>
  );
}
