import { useState, type ReactNode } from 'react';
import { Field, Select } from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import { AuditLogDocument, type AuditFilter, type AuditOutcome } from '../api/generated.js';
import { useList } from '../api/use-list.js';
import { Listed } from '../elements/listed.js';
import { counted } from '../format/numbers.js';
import { Page } from '../shell/page.js';
import { useTenant } from '../shell/tenant.js';
import { AuditTable } from './audit-table.js';
import { AuditViews } from './audit-views.js';
import styles from './audit.module.css';

const PERIODS: Readonly<Record<string, readonly [words: string, hours: number | undefined]>> = {
  hour: ['The last hour', 1],
  day: ['The last 24 hours', 24],
  week: ['The last 7 days', 168],
  all: ['Everything', undefined],
};

/** The record, line by line in the order in which it happened. */
export function Component(): ReactNode {
  const { id: tenantId } = useTenant();
  const [search, setSearch] = useSearchParams();
  const period = search.get('period') ?? 'day';
  const outcome = search.get('outcome') ?? '';
  const [openedAt] = useState(() => Date.now());
  const filter = filterOf(period, outcome, openedAt);
  const list = useList(AuditLogDocument, { tenantId, filter }, ({ auditLog }) => auditLog);
  const choose = (name: string, value: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  return (
    <Page title="Audit">
      <AuditViews />
      <div className={styles['choices']}>
        <Field label="Period">
          <Select value={period} onChange={(_event, { value }) => choose('period', value)}>
            {Object.entries(PERIODS).map(([key, [words]]) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Outcome">
          <Select value={outcome} onChange={(_event, { value }) => choose('outcome', value)}>
            <option value="">Any</option>
            <option value="success">Success</option>
            <option value="failure">Failure</option>
          </Select>
        </Field>
      </div>
      <Listed list={list}>
        {(lines, total) => (
          <>
            <p role="status">{counted(total, 'line')}, oldest first</p>
            <AuditTable lines={lines} empty="Nothing happened then." />
          </>
        )}
      </Listed>
    </Page>
  );
}

function filterOf(period: string, outcome: string, now: number): AuditFilter {
  const hours = PERIODS[period]?.[1];
  return {
    ...(hours !== undefined && { from: new Date(now - hours * 3_600_000).toISOString() }),
    ...(isOutcome(outcome) && { outcome }),
  };
}

function isOutcome(text: string): text is AuditOutcome {
  return text === 'success' || text === 'failure';
}
