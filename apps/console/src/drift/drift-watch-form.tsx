import { useState, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ChangeDriftWatchDocument, type DriftWatchPartsFragment } from '../api/generated.js';
import { useChange } from '../api/connection.js';
import { refusalOf } from '../api/mutation-result.js';
import { Notice, Problem } from '../elements/problem.js';
import { DriftWatchFields } from './drift-watch-fields.js';
import { watchIn, watchTexts } from './watch-texts.js';
import styles from './drift-watch-form.module.css';

/** What is looked at by the clock, and what is told of it. */
export function DriftWatchForm({
  tenantId,
  watch,
}: {
  tenantId: string;
  watch: DriftWatchPartsFragment | null;
}): ReactNode {
  const change = useChange(ChangeDriftWatchDocument);
  const [texts, setTexts] = useState(() => watchTexts(watch));
  const [fault, setFault] = useState<string | undefined>();
  const problem = fault ?? refusalOf(change.data?.changeDriftWatch) ?? change.error?.message;
  const save = (): void => {
    const asked = watchIn(texts);
    setFault(asked === undefined ? 'The rules are not a JSON list.' : undefined);
    if (asked !== undefined) change.mutate({ input: { tenantId, watch: asked } });
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {problem && <Problem>{problem}</Problem>}
      {change.isSuccess && !problem && <Notice>The drift watch is saved.</Notice>}
      <DriftWatchFields texts={texts} set={setTexts} />
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={change.isPending}>
          Save drift watch
        </Button>
      </div>
    </form>
  );
}
