import type { OfType } from '../decider.js';
import type { TenantEvent, TenantSettings } from '../tenant/tenant-events.js';

/** Version 1 of what gives a tenant's settings: there were no guards but emergency-access accounts. */
export type WithoutGuards<Type extends 'TenantConnected' | 'SettingsChanged'> = Omit<
  OfType<TenantEvent, Type>['data'],
  'settings'
> & { readonly settings: Omit<TenantSettings, 'guards'> };
