import type { ReactNode } from 'react';
import {
  CheckmarkCircleRegular,
  DismissCircleRegular,
  ArrowSyncCircleRegular,
  SubtractCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import type { StatusWord } from '../words/statuses.js';
import styles from './status-badge.module.css';

const ICONS: Readonly<Record<StatusWord['tone'], ReactNode>> = {
  good: <CheckmarkCircleRegular />,
  running: <ArrowSyncCircleRegular />,
  warning: <WarningRegular />,
  bad: <DismissCircleRegular />,
  quiet: <SubtractCircleRegular />,
};

/** A status by icon and word, so that colour alone says nothing. */
export function StatusBadge({ status: { word, tone } }: { status: StatusWord }): ReactNode {
  return (
    <span className={`${styles['badge']} ${styles[tone]}`}>
      <span aria-hidden="true" className={styles['icon']}>
        {ICONS[tone]}
      </span>
      {word}
    </span>
  );
}
