import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { PageLink } from '../elements/page-link.js';
import styles from './page.module.css';

/** A page: its title takes the focus when it is opened, so that a screen reader says where the user is. */
export function Page({
  title,
  above,
  commands,
  children,
}: {
  title: string;
  /** The page above this one, by address and title. */
  above?: readonly [address: string, title: string];
  commands?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => heading.current?.focus(), [pathname]);
  useEffect(() => {
    document.title = `${title} – Known Good`;
  }, [title]);
  return (
    <div className={styles['page']}>
      {above && (
        <nav aria-label="Breadcrumb" className={styles['above']}>
          <PageLink to={above[0]}>{above[1]}</PageLink> <span aria-hidden="true">›</span> {title}
        </nav>
      )}
      <div className={styles['head']}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {commands && <div className={styles['commands']}>{commands}</div>}
      </div>
      {children}
    </div>
  );
}
