import { useState, type ReactNode } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import { Problem } from '../elements/problem.js';
import { counted } from '../format/numbers.js';
import { ChangeGrid } from './change-grid.js';
import { ChangePanel } from './change-panel.js';
import type { ChangeRow } from './change-rows.js';
import type { ChosenPart } from '../recoveries/plan-source.js';
import { focusGrid } from './focus-grid.js';
import { useChangeRows } from './use-change-rows.js';
import { filterOf, type ReportView } from './view-address.js';
import styles from './change-table.module.css';

/** Recovers objects, or a part of the one. */
export type Recover = (objectIds: readonly string[], part?: ChosenPart) => void;

/** The changes of a report in a table, and beside it the one that is open. */
export function ChangeTable({
  reportId,
  view,
  show,
  ticked,
  setTicked,
  recover,
}: {
  reportId: string;
  view: ReportView;
  show: (change: Partial<ReportView>) => void;
  ticked: ReadonlySet<string>;
  setTicked: (ticked: ReadonlySet<string>) => void;
  recover: Recover;
}): ReactNode {
  const { changes } = useChangeRows(reportId, filterOf(view), view.order);
  const [opened, setOpened] = useState<ChangeRow | undefined>();
  const tick = (row: ChangeRow): void => {
    if (!row.recoverable) return;
    const next = new Set(ticked);
    if (!next.delete(row.objectId)) next.add(row.objectId);
    setTicked(next);
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
    setTicked(new Set());
    focusGrid();
  };
  const total = changes?.total;
  const wanted = view.open && (opened?.objectId === view.open.objectId ? opened : view.open);
  return (
    <>
      <CountLine total={total} ticked={ticked.size} clear={clear} />
      {changes?.problem && <Problem>{changes.problem}</Problem>}
      <div className={`${styles['table']} ${wanted ? styles['beside'] : ''}`}>
        {changes && total !== undefined ? (
          <ChangeGrid
            changes={changes}
            total={total}
            order={view.order}
            sort={(order) => show({ order })}
            ticked={ticked}
            tick={tick}
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
            recover={({ objectId }, part) => recover([objectId], part)}
            showAllBy={(actorId) => show({ actorId })}
          />
        )}
      </div>
    </>
  );
}

function CountLine({
  total,
  ticked,
  clear,
}: {
  total: number | undefined;
  ticked: number;
  clear: () => void;
}): ReactNode {
  return (
    <div className={styles['count']}>
      <span role="status">
        {total === undefined ? '' : counted(total, 'change')}
        {ticked > 0 && `, ${ticked} ticked`}
      </span>
      {ticked > 0 && (
        <Button size="small" appearance="subtle" onClick={clear}>
          Clear ticks
        </Button>
      )}
    </div>
  );
}
