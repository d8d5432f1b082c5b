import { useState, type ReactNode } from 'react';
import { Button, Field, Select } from '@fluentui/react-components';
import { Problem } from '../elements/problem.js';
import { counted } from '../format/numbers.js';
import { Page } from '../shell/page.js';
import { useTenant } from '../shell/tenant.js';
import { AuditTable } from './audit-table.js';
import { AuditViews } from './audit-views.js';
import { useReplay } from './use-replay.js';
import styles from './audit.module.css';

const SPEEDS: Readonly<Record<string, readonly [words: string, speed: number | undefined]>> = {
  fastest: ['As fast as it is read', undefined],
  '3600': ['An hour in a second', 3_600],
  '60': ['A minute in a second', 60],
  '1': ['As it happened', 1],
};
/** So many of the newest lines stay on the page. */
const SHOWN = 100;

/** Plays the record back, line by line, as fast as one likes. */
export function Component(): ReactNode {
  const { id: tenantId } = useTenant();
  const [speed, setSpeed] = useState('3600');
  const { lines, total, playing, problem, play, stop } = useReplay(tenantId, SHOWN);
  return (
    <Page title="Audit: replay" above={['/audit', 'Audit']}>
      <AuditViews />
      <div className={styles['choices']}>
        <Field label="Speed">
          <Select value={speed} disabled={playing} onChange={(_event, { value }) => setSpeed(value)}>
            {Object.entries(SPEEDS).map(([key, [words]]) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
        {playing ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <Button appearance="primary" onClick={() => play(SPEEDS[speed]?.[1] ?? null)}>
            Play
          </Button>
        )}
      </div>
      {problem && <Problem>{problem}</Problem>}
      <p>
        {counted(total, 'line')} played{playing ? '…' : ''}
        {total > SHOWN && `, the last ${SHOWN} shown`}, newest first
      </p>
      <AuditTable lines={lines} empty="Press Play." />
    </Page>
  );
}
