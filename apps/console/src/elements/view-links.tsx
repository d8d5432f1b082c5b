import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './view-links.module.css';

export interface View {
  readonly to: string;
  readonly name: string;
  readonly isShown: boolean;
}

/** Links between several views of one thing, in the look of tabs. Each view has an address of its own. */
export function ViewLinks({ label, views }: { label: string; views: readonly View[] }): ReactNode {
  return (
    <nav aria-label={label} className={styles['views']}>
      {views.map(({ to, name, isShown }) => (
        <Link key={name} to={to} preventScrollReset aria-current={isShown ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
