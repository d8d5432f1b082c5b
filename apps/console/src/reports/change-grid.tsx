import {
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { ChangeOrderField, ChangeOrderInput } from '../api/generated.js';
import { ACTION_WORDS, KIND_WORDS } from '../words/changes.js';
import { OBJECT_TYPE_WORDS } from '../words/object-types.js';
import type { ChangeRow, ChangeRows } from './change-rows.js';
import type { Choice } from './choice.js';
import { changedWords } from './changed-words.js';
import { makersWords } from './maker-words.js';
import { activeRowAfter } from './grid-keys.js';
import styles from './change-grid.module.css';

const ROW_HEIGHT = 40;
/** The API sorts by all but who made the change. */
const COLUMNS: readonly (readonly [field: ChangeOrderField | undefined, name: string])[] = [
  ['displayName', 'Name'],
  ['objectType', 'Object type'],
  ['kind', 'Change'],
  ['action', 'Recovery action'],
  ['attribute', 'What has changed'],
  [undefined, 'Made by'],
];

export interface ChangeGridProps {
  readonly changes: ChangeRows;
  readonly total: number;
  readonly order: ChangeOrderInput;
  readonly sort: (order: ChangeOrderInput) => void;
  readonly choice: Choice;
  /** Left out where nothing can be recovered from the report. */
  readonly tick: ((row: ChangeRow) => void) | undefined;
  readonly openId: string | undefined;
  readonly open: (row: ChangeRow) => void;
}

/**
 * A table of any number of changes, of which only those in sight are in the page. One stop of the Tab key: the arrows,
 * Page Up and Down, Home and End move the active row, Space ticks it and Enter opens it
 * (https://www.w3.org/WAI/ARIA/apg/patterns/grid).
 */
export function ChangeGrid(props: ChangeGridProps): ReactNode {
  const { changes, total, order, sort, choice, tick, openId, open } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtualizer = useRowsInSight(scroller, total);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => changes.want(Math.max(last + 100, active)), [changes, last, active]);
  useEffect(() => {
    setActive(0);
    virtualizer.scrollToOffset(0);
  }, [changes, virtualizer]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const next = activeRowAfter(event.key, active, total, page);
    const row = changes.at(active);
    if (next !== undefined) {
      setActive(next);
      virtualizer.scrollToIndex(next);
    } else if (event.key === ' ' && row) tick?.(row);
    else if (event.key === 'Enter' && row) open(row);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className={styles['grid']}
      role="grid"
      tabIndex={0}
      aria-label="Changes"
      aria-rowcount={total + 1}
      aria-colcount={COLUMNS.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={items.some(({ index }) => index === active) ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <Head order={order} sort={sort} />
      <div role="presentation" style={{ height: virtualizer.getTotalSize() - ROW_HEIGHT }}>
        {items.map(({ index, start }) => {
          const row = changes.at(index);
          return (
            <Row
              key={index}
              id={`${id}-${index}`}
              index={index}
              top={start}
              row={row}
              isActive={index === active}
              isOpen={row !== undefined && row.objectId === openId}
              isTicked={row !== undefined && choice.ticked.has(row.objectId)}
              isLeftOut={row !== undefined && choice.leftOut.has(row.objectId)}
              tick={tick}
              open={(opened) => {
                setActive(index);
                open(opened);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

function useRowsInSight(
  scroller: RefObject<HTMLDivElement | null>,
  total: number,
): Virtualizer<HTMLDivElement, Element> {
  return useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    // The head of the table stays in sight and covers the first row's height.
    paddingStart: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
  });
}

function Head({ order, sort }: Pick<ChangeGridProps, 'order' | 'sort'>): ReactNode {
  return (
    <div role="row" aria-rowindex={1} className={`${styles['row']} ${styles['head']}`}>
      <div role="columnheader">
        <span className="visually-hidden">Recover</span>
      </div>
      {COLUMNS.map(([field, name]) => {
        if (field === undefined)
          return (
            <div key={name} role="columnheader" className={`${styles['cell']} ${styles['plain']}`}>
              {name}
            </div>
          );
        const isSorted = field === order.field;
        const direction = isSorted && order.direction !== 'descending' ? 'descending' : 'ascending';
        return (
          <div
            key={field}
            role="columnheader"
            aria-sort={isSorted ? (order.direction ?? 'ascending') : 'none'}
            className={styles['cell']}
          >
            <button type="button" onClick={() => sort({ field, direction })}>
              {name}
              <span aria-hidden="true">
                {isSorted ? (order.direction === 'descending' ? ' ↓' : ' ↑') : ''}
              </span>
            </button>
          </div>
        );
      })}
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly row: ChangeRow | undefined;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isTicked: boolean;
  readonly isLeftOut: boolean;
  readonly tick: ChangeGridProps['tick'];
  readonly open: (row: ChangeRow) => void;
}

function Row(props: RowProps): ReactNode {
  const { id, index, top, row, isActive, isOpen, isTicked, isLeftOut, tick, open } = props;
  const marks = [isActive && styles['active'], isOpen && styles['open']].filter(Boolean).join(' ');
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isTicked}
      className={`${styles['row']} ${styles['body']} ${marks}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => row && open(row)}
    >
      <div role="gridcell" onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isTicked}
          disabled={!tick || row?.recoverable !== true}
          aria-label={`Recover ${row?.displayName ?? row?.objectId ?? 'this object'}`}
          onChange={() => row && tick?.(row)}
        />
      </div>
      <Cell text={row ? `${isLeftOut ? 'Left out: ' : ''}${row.displayName ?? row.objectId}` : 'Loading…'} />
      <Cell text={row ? OBJECT_TYPE_WORDS[row.objectType] : ''} />
      <Cell text={row ? KIND_WORDS[row.kind] : ''} />
      <Cell text={row ? (row.action ? ACTION_WORDS[row.action] : 'Not recoverable') : ''} />
      <Cell text={row ? changedWords(row) : ''} />
      <Cell text={row ? makersWords(row.madeBy) : ''} />
    </div>
  );
}

function Cell({ text }: { text: string }): ReactNode {
  return (
    <div role="gridcell" className={styles['cell']} title={text}>
      {text}
    </div>
  );
}
