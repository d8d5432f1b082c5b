import type { DirectoryObject, Json } from '#catalogue';
import { part, texts } from './json-parts.js';
import type { TenantPolicies } from './tenant-policies.js';

/**
 * Whether a policy's conditions mean this account. Of roles it is not known who holds them: an account that is watched
 * may hold any that a policy includes, and none that it excludes.
 * https://learn.microsoft.com/graph/api/resources/conditionalaccessusers
 */
export function meansAccount(
  conditions: Json | undefined,
  account: DirectoryObject,
  tenant: TenantPolicies,
): boolean {
  const users = part(conditions, 'users');
  const isGuest = account.attributes['userType'] === 'Guest';
  const isIn = (groups: readonly string[]) => groups.some((group) => tenant.isMember(group, account.id));
  const names = (list: readonly string[]) =>
    list.some((name) => name.toLowerCase() === account.id || (name === 'GuestsOrExternalUsers' && isGuest));
  const excluded =
    names(texts(users, 'excludeUsers')) ||
    texts(users, 'excludeUsers').includes('All') ||
    isIn(texts(users, 'excludeGroups')) ||
    (isGuest && hasGuests(users, 'excludeGuestsOrExternalUsers'));
  if (excluded) return false;
  return (
    texts(users, 'includeUsers').includes('All') ||
    names(texts(users, 'includeUsers')) ||
    isIn(texts(users, 'includeGroups')) ||
    texts(users, 'includeRoles').length > 0 ||
    (isGuest && hasGuests(users, 'includeGuestsOrExternalUsers'))
  );
}

const hasGuests = (users: Json, name: string): boolean => Object.keys(part(users, name)).length > 0;

/** The groups that policies include or exclude. */
export function groupsNamedBy(objects: Iterable<DirectoryObject>): ReadonlySet<string> {
  const users = [...objects].map(({ attributes }) => part(attributes['conditions'], 'users'));
  return new Set(users.flatMap((each) => [...texts(each, 'includeGroups'), ...texts(each, 'excludeGroups')]));
}
