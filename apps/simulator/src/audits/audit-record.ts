import type { Json, JsonObject } from '#catalogue';
import type { Kind } from '../tenant/kinds.js';
import type { AuditEntry, AuditTarget } from './audit-log.js';
import { TOLD_WHOLE } from './audited-changes.js';

/** An entry as Graph shows it: https://learn.microsoft.com/graph/api/resources/directoryaudit */
export function auditRecord(entry: AuditEntry): JsonObject {
  const { id, at, activity, correlationId, initiator, targets, userAgent } = entry;
  return {
    id,
    category: activity.category,
    correlationId,
    result: 'success',
    resultReason: '',
    activityDisplayName: activity.name,
    activityDateTime: new Date(at).toISOString(),
    loggedByService: activity.service,
    operationType: activity.operation,
    initiatedBy: {
      user: initiator.user ? { ...initiator.user, ipAddress: null } : null,
      app: initiator.app ? { ...initiator.app, servicePrincipalName: null } : null,
    },
    targetResources: targets.map(targetResource),
    additionalDetails: userAgent === undefined ? [] : [{ key: 'User-Agent', value: userAgent }],
  };
}

function targetResource(target: AuditTarget): JsonObject {
  const { id, kind, displayName, userPrincipalName, groupType } = target;
  return {
    id,
    displayName,
    type: TARGET_TYPES[kind] ?? 'Other',
    userPrincipalName,
    groupType,
    modifiedProperties: modifiedProperties(target),
  };
}

const TARGET_TYPES: Readonly<Partial<Record<Kind, string>>> = {
  user: 'User',
  group: 'Group',
  application: 'Application',
  servicePrincipal: 'ServicePrincipal',
  conditionalAccessPolicy: 'Policy',
  namedLocation: 'Policy',
  authenticationStrengthPolicy: 'Policy',
  authorizationPolicy: 'Policy',
  authenticationMethodsPolicy: 'Policy',
};

/** When something was written, the entry itself says. */
const STAMPS = ['modifiedDateTime', 'lastModifiedDateTime'];

function modifiedProperties({ kind, id, before = {}, after = {} }: AuditTarget): Json {
  const whole = TOLD_WHOLE[kind];
  if (whole !== undefined) return changed(whole, wholeText(id, before), wholeText(id, after));
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const name of STAMPS) names.delete(name);
  return [...names].flatMap((name) =>
    changed(inPascalCase(name), textOfValue(before[name]), textOfValue(after[name])),
  );
}

function changed(displayName: string, oldValue: string | null, newValue: string | null): JsonObject[] {
  return oldValue === newValue ? [] : [{ displayName, oldValue, newValue }];
}

function wholeText(id: string, policy: JsonObject): string | null {
  return Object.keys(policy).length === 0 ? null : JSON.stringify({ id, ...policy });
}

function textOfValue(value: Json | undefined): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}

/** The log has the directory's own names, which begin with a capital letter. */
function inPascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
