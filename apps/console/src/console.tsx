import { useState, type ReactNode } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { ConnectionProvider } from './api/connection.js';
import { Overview } from './overview/overview.js';
import { Shell } from './shell/shell.js';
import { NoSuchPage, PageFailed } from './shell/stray-pages.js';
import { Themed } from './shell/themed.js';
import { SignedIn } from './sign-in/signed-in.js';

/** The addresses of the console's pages. All but the first page come when they are opened. */
function router(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter([
    {
      path: '/',
      Component: Shell,
      errorElement: <PageFailed />,
      HydrateFallback: () => null,
      children: [
        { index: true, Component: Overview },
        { path: 'backups', lazy: () => import('./backups/backups.js') },
        { path: 'backups/:id', lazy: () => import('./backups/backup-details.js') },
        { path: 'reports', lazy: () => import('./reports/reports.js') },
        { path: 'reports/:id', lazy: () => import('./reports/report-details.js') },
        { path: 'recoveries', lazy: () => import('./recoveries/recoveries.js') },
        { path: 'recoveries/:id', lazy: () => import('./recoveries/recovery-details.js') },
        { path: 'approvals', lazy: () => import('./plans/approvals.js') },
        { path: 'audit', lazy: () => import('./audit/audit.js') },
        { path: 'audit/as-of', lazy: () => import('./audit/as-of.js') },
        { path: 'audit/replay', lazy: () => import('./audit/replay.js') },
        { path: 'settings', lazy: () => import('./settings/settings.js') },
        { path: '*', Component: NoSuchPage },
      ],
    },
  ]);
}

/** The web console. */
export function Console(): ReactNode {
  return (
    <Themed>
      <SignedIn>
        {(session) => (
          <ConnectionProvider session={session}>
            <Pages />
          </ConnectionProvider>
        )}
      </SignedIn>
    </Themed>
  );
}

function Pages(): ReactNode {
  const [routes] = useState(router);
  return <RouterProvider router={routes} />;
}
