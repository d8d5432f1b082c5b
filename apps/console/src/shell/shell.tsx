import type { ReactNode } from 'react';
import { Button, Select } from '@fluentui/react-components';
import {
  ArchiveRegular,
  BranchCompareRegular,
  CheckmarkStarburstRegular,
  DocumentBulletListClockRegular,
  HistoryRegular,
  HomeRegular,
  SettingsRegular,
} from '@fluentui/react-icons';
import { NavLink, Outlet } from 'react-router';
import { SignedInTenantDocument } from '../api/generated.js';
import { useAnswer, useConnection } from '../api/connection.js';
import { Loaded } from '../elements/loaded.js';
import { Problem } from '../elements/problem.js';
import { chooseTheme, useTheme, type ThemeChoice } from './theme.js';
import { TenantProvider } from './tenant.js';
import styles from './shell.module.css';

const PAGES: readonly (readonly [address: string, title: string, icon: ReactNode])[] = [
  ['/', 'Overview', <HomeRegular key="" />],
  ['/backups', 'Backups', <ArchiveRegular key="" />],
  ['/reports', 'Difference reports', <BranchCompareRegular key="" />],
  ['/recoveries', 'Recovery history', <HistoryRegular key="" />],
  ['/approvals', 'Approvals', <CheckmarkStarburstRegular key="" />],
  ['/audit', 'Audit', <DocumentBulletListClockRegular key="" />],
  ['/settings', 'Settings', <SettingsRegular key="" />],
];

/** What surrounds every page: product, tenant and account above, the pages at the side. */
export function Shell(): ReactNode {
  const tenants = useAnswer(SignedInTenantDocument, {});
  const [tenant] = tenants.data?.tenants.nodes ?? [];
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#main">
        Skip to the page
      </a>
      <header className={styles['header']}>
        <span className={styles['product']}>Known Good</span>
        {tenant && <span className={styles['tenant']}>{tenant.displayName}</span>}
        <Account />
      </header>
      <nav className={styles['pages']} aria-label="Pages">
        {PAGES.map(([address, title, icon]) => (
          <NavLink key={address} to={address} end={address === '/'} className={styles['entry'] ?? ''}>
            <span aria-hidden="true">{icon}</span> {title}
          </NavLink>
        ))}
      </nav>
      <main id="main" tabIndex={-1} className={styles['main']}>
        <Loaded answer={tenants}>
          {() =>
            tenant ? (
              <TenantProvider tenant={tenant}>
                <Outlet />
              </TenantProvider>
            ) : (
              <Problem>Your tenant is not under protection here. Ask the operator to connect it.</Problem>
            )
          }
        </Loaded>
      </main>
    </div>
  );
}

/** Who has signed in, how it looks for them, and the way out. */
function Account(): ReactNode {
  const { session } = useConnection();
  const { choice } = useTheme();
  return (
    <div className={styles['account']}>
      <Select
        size="small"
        aria-label="Theme"
        value={choice}
        onChange={(_event, { value }) => chooseTheme(value as ThemeChoice)}
      >
        <option value="system">Theme of the system</option>
        <option value="light">Light theme</option>
        <option value="dark">Dark theme</option>
      </Select>
      <span>{session.name}</span>
      <Button size="small" onClick={() => void session.signOut()}>
        Sign out
      </Button>
    </div>
  );
}
