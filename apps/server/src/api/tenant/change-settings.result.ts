import { createUnionType } from '@nestjs/graphql';
import { Tenant } from './tenant.model.js';
import { InvalidInput, NotPermitted, TenantNotFound } from '../refusal/refusals.model.js';

export const ChangeSettingsResult = createUnionType({
  name: 'ChangeSettingsResult',
  description: 'The tenant with its new settings, or why they stay as they were.',
  types: () => [Tenant, InvalidInput, NotPermitted, TenantNotFound] as const,
});
