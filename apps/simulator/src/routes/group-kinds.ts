import type { JsonObject } from '#catalogue';
import { badRequest, type GraphError } from '../graph/graph-error.js';
import { isUnified } from '../tenant/unique-keys.js';

/** Tells a group whose members follow from a rule. */
export function isDynamic(group: JsonObject): boolean {
  const types = group['groupTypes'];
  return Array.isArray(types) && types.includes('DynamicMembership');
}

/** Tells distribution groups and mail-enabled security groups, which Graph only reads. */
export function isMailManaged(group: JsonObject): boolean {
  return group['mailEnabled'] === true && !isUnified(group);
}

export function mailManagedRefusal(): GraphError {
  return badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
}
