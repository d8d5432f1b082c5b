import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { PageLink } from '../elements/page-link.js';
import { Page } from './page.js';

/** Shown for an address that is no page's. */
export function NoSuchPage(): ReactNode {
  return (
    <Page title="There is no such page">
      <p>
        The address may have been mistyped. Go to the <PageLink to="/">overview</PageLink>.
      </p>
    </Page>
  );
}

/** Shown where a page could not be loaded or shown: a new release may have taken its place. */
export function PageFailed(): ReactNode {
  return (
    <main>
      <h1>This page could not be shown</h1>
      <p>Reload it. If that does not help, the server’s log may say why.</p>
      <Button onClick={() => location.reload()}>Reload</Button>
    </main>
  );
}
