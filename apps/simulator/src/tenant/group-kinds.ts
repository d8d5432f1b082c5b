import type { JsonObject } from '#catalogue';

/** Tells a Microsoft 365 group. */
export function isUnified(group: JsonObject): boolean {
  const types = group['groupTypes'];
  return Array.isArray(types) && types.includes('Unified');
}

/** Tells a group whose members follow from a rule. */
export function isDynamic(group: JsonObject): boolean {
  const types = group['groupTypes'];
  return Array.isArray(types) && types.includes('DynamicMembership');
}

/** Tells distribution groups and mail-enabled security groups, which Graph only reads. */
export function isMailManaged(group: JsonObject): boolean {
  return group['mailEnabled'] === true && !isUnified(group);
}
