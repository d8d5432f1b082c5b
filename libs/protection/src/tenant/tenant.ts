import type { Decider } from '../decider.js';
import { decideTenant } from './decide-tenant.js';
import { evolveTenant } from './evolve-tenant.js';
import type { TenantCommand } from './tenant-commands.js';
import type { TenantEvent } from './tenant-events.js';
import { initialTenantState, type TenantState } from './tenant-state.js';

/** The tenant: one job and one backup at a time, and what of them can still be used. */
export const tenantDecider: Decider<TenantCommand, TenantEvent, TenantState> = {
  initialState: initialTenantState,
  decide: decideTenant,
  evolve: evolveTenant,
};
