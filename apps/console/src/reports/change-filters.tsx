import { useEffect, useState, type ReactNode } from 'react';
import { SearchBox, Select, ToggleButton } from '@fluentui/react-components';
import type { ChangeKind, DifferenceReportDetailsQuery } from '../api/generated.js';
import { count } from '../format/numbers.js';
import { ACTION_WORDS, KIND_WORDS } from '../words/changes.js';
import { OBJECT_TYPE_WORDS } from '../words/object-types.js';
import type { ReportView } from './view-address.js';
import styles from './change-filters.module.css';

type Summary = NonNullable<NonNullable<DifferenceReportDetailsQuery['differenceReport']>['summary']>;

const WAIT_FOR_TYPING_MS = 250;

/** The summary by type and action, each number a filter; beside it the search and the other filters. */
export function ChangeFilters({
  summary,
  view,
  show,
}: {
  summary: Summary;
  view: ReportView;
  show: (view: ReportView) => void;
}): ReactNode {
  return (
    <div className={styles['filters']}>
      <div role="group" aria-label="By object type" className={styles['group']}>
        {summary.byType.map(({ objectType, count: changes }) => (
          <ToggleButton
            key={objectType}
            size="small"
            checked={view.types.includes(objectType)}
            onClick={() => show({ ...view, types: toggled(view.types, objectType) })}
          >
            {OBJECT_TYPE_WORDS[objectType]} {count(changes)}
          </ToggleButton>
        ))}
      </div>
      <div role="group" aria-label="By recovery action" className={styles['group']}>
        {summary.byAction.map(({ action, count: changes }) =>
          action ? (
            <ToggleButton
              key={action}
              size="small"
              checked={view.actions.includes(action)}
              onClick={() => show({ ...view, actions: toggled(view.actions, action) })}
            >
              {ACTION_WORDS[action]} {count(changes)}
            </ToggleButton>
          ) : (
            <ToggleButton
              key="none"
              size="small"
              checked={view.recoverable === false}
              onClick={() => show({ ...view, recoverable: view.recoverable === false ? undefined : false })}
            >
              Not recoverable {count(changes)}
            </ToggleButton>
          ),
        )}
      </div>
      <div className={styles['group']}>
        <NameSearch text={view.text} search={(text) => show({ ...view, text })} />
        <Select
          aria-label="Kind of change"
          value={view.kinds[0] ?? ''}
          onChange={(_event, { value }) =>
            show({ ...view, kinds: value === '' ? [] : [value as ChangeKind] })
          }
        >
          <option value="">All kinds of change</option>
          {Object.entries(KIND_WORDS).map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}

/** Searches once the typing has paused. */
function NameSearch({ text, search }: { text: string; search: (text: string) => void }): ReactNode {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => search(typed), WAIT_FOR_TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, text, search]);
  return (
    <SearchBox
      aria-label="Search by name"
      placeholder="Search by name"
      value={typed}
      onChange={(_event, { value }) => setTyped(value)}
    />
  );
}

function toggled<Value>(values: readonly Value[], value: Value): readonly Value[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}
