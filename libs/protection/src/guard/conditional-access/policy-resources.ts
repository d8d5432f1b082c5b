import type { Json } from '#catalogue';
import { part, texts } from './json-parts.js';

/** What an administrator must reach: the admin portals, Azure's and Graph's management. */
const ADMINISTRATION = new Set([
  'all',
  'microsoftadminportals',
  '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
  '00000003-0000-0000-c000-000000000000',
]);

/**
 * Whether a policy's conditions mean the administration of the tenant. Policies of user actions and of authentication
 * contexts mean neither.
 * https://learn.microsoft.com/graph/api/resources/conditionalaccessapplications
 */
export function meansAdministration(conditions: Json | undefined): boolean {
  const applications = part(conditions, 'applications');
  const isAdministration = (name: string) => ADMINISTRATION.has(name.toLowerCase());
  return (
    texts(applications, 'includeApplications').some(isAdministration) &&
    !texts(applications, 'excludeApplications').some(isAdministration)
  );
}
