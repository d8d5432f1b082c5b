import type { ReactNode } from 'react';
import { Link as FluentLink } from '@fluentui/react-components';
import { useHref, useLinkClickHandler } from 'react-router';

/** A link to another page of the console, in the look of the component library. */
export function PageLink({ to, children }: { to: string; children: ReactNode }): ReactNode {
  const href = useHref(to);
  const follow = useLinkClickHandler<HTMLAnchorElement>(to);
  return (
    <FluentLink inline href={href} onClick={(event) => follow(event)}>
      {children}
    </FluentLink>
  );
}
