import type { ReactNode } from 'react';
import { ErrorCircleRegular, InfoRegular, WarningRegular } from '@fluentui/react-icons';
import styles from './problem.module.css';

/** What went wrong and what to do about it, told to screen readers at once. */
export function Problem({ title, children }: { title?: string; children: ReactNode }): ReactNode {
  return (
    <div role="alert" className={`${styles['bar']} ${styles['error']}`}>
      <ErrorCircleRegular aria-hidden="true" />
      <div>
        {title && <strong>{title} </strong>}
        {children}
      </div>
    </div>
  );
}

/** Something that the user should know of, told to screen readers when they pause. */
export function Notice({ warning = false, children }: { warning?: boolean; children: ReactNode }): ReactNode {
  return (
    <div role="status" className={`${styles['bar']} ${styles[warning ? 'warning' : 'info']}`}>
      {warning ? <WarningRegular aria-hidden="true" /> : <InfoRegular aria-hidden="true" />}
      <div>{children}</div>
    </div>
  );
}
