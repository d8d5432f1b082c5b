import type { ReactNode } from 'react';
import { Select, ToggleButton } from '@fluentui/react-components';
import type { ChangeKind, DifferenceReportDetailsQuery } from '../api/generated.js';
import { count } from '../format/numbers.js';
import { ACTION_WORDS, KIND_WORDS } from '../words/changes.js';
import { OBJECT_TYPE_WORDS } from '../words/object-types.js';
import { MakerFilters } from './maker-filters.js';
import { TextSearch } from './text-search.js';
import type { ReportView } from './view-address.js';
import styles from './change-filters.module.css';

type Summary = NonNullable<NonNullable<DifferenceReportDetailsQuery['differenceReport']>['summary']>;

/** The summary by type and action, each number a filter; beside it the search and the other filters. */
export function ChangeFilters({
  summary,
  view,
  show,
}: {
  summary: Summary;
  view: ReportView;
  show: (change: Partial<ReportView>) => void;
}): ReactNode {
  return (
    <div className={styles['filters']}>
      <div role="group" aria-label="By object type" className={styles['group']}>
        {summary.byType.map(({ objectType, count: changes }) => (
          <ToggleButton
            key={objectType}
            size="small"
            checked={view.types.includes(objectType)}
            onClick={() => show({ types: toggled(view.types, objectType) })}
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
              onClick={() => show({ actions: toggled(view.actions, action) })}
            >
              {ACTION_WORDS[action]} {count(changes)}
            </ToggleButton>
          ) : (
            <ToggleButton
              key="none"
              size="small"
              checked={view.recoverable === false}
              onClick={() => show({ recoverable: view.recoverable === false ? undefined : false })}
            >
              Not recoverable {count(changes)}
            </ToggleButton>
          ),
        )}
      </div>
      <div className={styles['group']}>
        <TextSearch
          label="Search by name"
          placeholder="Search by name"
          text={view.text}
          search={(text) => show({ text })}
        />
        <KindChoice view={view} show={show} />
      </div>
      <MakerFilters view={view} show={show} />
    </div>
  );
}

function KindChoice({
  view,
  show,
}: {
  view: ReportView;
  show: (change: Partial<ReportView>) => void;
}): ReactNode {
  return (
    <Select
      aria-label="Kind of change"
      value={view.kinds[0] ?? ''}
      onChange={(_event, { value }) => show({ kinds: value === '' ? [] : [value as ChangeKind] })}
    >
      <option value="">All kinds of change</option>
      {Object.entries(KIND_WORDS).map(([kind, word]) => (
        <option key={kind} value={kind}>
          {word}
        </option>
      ))}
    </Select>
  );
}

function toggled<Value>(values: readonly Value[], value: Value): readonly Value[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}
