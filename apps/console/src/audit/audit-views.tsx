import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ViewLinks } from '../elements/view-links.js';

const VIEWS: readonly (readonly [address: string, name: string])[] = [
  ['/audit', 'Timeline'],
  ['/audit/as-of', 'As of a moment'],
  ['/audit/replay', 'Replay'],
];

/** The three ways to look at the record. */
export function AuditViews(): ReactNode {
  const { pathname } = useLocation();
  return (
    <ViewLinks
      label="Views of the record"
      views={VIEWS.map(([to, name]) => ({ to, name, isShown: to === pathname }))}
    />
  );
}
