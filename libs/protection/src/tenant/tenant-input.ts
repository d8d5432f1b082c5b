import { refusal, type Refusal } from '../refusal.js';
import { faultOfGuards } from './guard-input.js';
import { parseScope, type Scope } from '../scope.js';
import type { TenantCommand } from './tenant-commands.js';
import type { TenantSettings } from './tenant-events.js';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const RETENTION_DAYS = { least: 1, most: 3_650 };
const LONGEST_NAME = 256;
const LONGEST_KEY = 200;
const LONGEST_REASON = 1_000;

const invalid = (message: string): Refusal => refusal('InvalidInput', message);

/** Why this tenant cannot be connected, judged by the request alone. */
export function faultOfConnection(
  command: Extract<TenantCommand, { type: 'ConnectTenant' }>,
): Refusal | undefined {
  if (!GUID.test(command.tenantId))
    return invalid('tenantId must be the tenant’s GUID in lower case; the Entra admin centre shows it.');
  const length = command.displayName.trim().length;
  if (length === 0 || length > LONGEST_NAME)
    return invalid(`displayName must have 1 to ${LONGEST_NAME} characters.`);
  return faultOfSettings(command.settings);
}

/** Why these settings cannot be taken over. */
export function faultOfSettings(settings: TenantSettings): Refusal | undefined {
  if (settings.backupSchedule.trim() === '')
    return invalid('backupSchedule must be a cron expression in UTC, such as "0 2 * * *".');
  for (const name of ['backupRetentionDays', 'historyRetentionDays'] as const)
    if (!isRetention(settings[name]))
      return invalid(
        `${name} must be a whole number of days from ${RETENTION_DAYS.least} to ${RETENTION_DAYS.most}.`,
      );
  if (!settings.emergencyAccessAccountIds.every((id) => GUID.test(id)))
    return invalid('emergencyAccessAccountIds must be object ids (GUIDs in lower case), not user names.');
  return settings.guards && faultOfGuards(settings.guards);
}

/** Why nothing can be started with this scope, reason and key, judged by the request alone. */
export function faultOfStart(request: {
  readonly scope?: Scope;
  readonly reason?: string | null;
  readonly idempotencyKey?: string | undefined;
}): Refusal | undefined {
  const key = request.idempotencyKey;
  if (key !== undefined && (key.trim() === '' || key.length > LONGEST_KEY))
    return invalid(`idempotencyKey must have 1 to ${LONGEST_KEY} characters; leave it out if you need none.`);
  if ((request.reason?.length ?? 0) > LONGEST_REASON)
    return invalid(`reason must have at most ${LONGEST_REASON} characters.`);
  return request.scope === undefined ? undefined : faultOfScope(request.scope);
}

function faultOfScope(scope: Scope): Refusal | undefined {
  if (scope.kind === 'allObjects') return undefined;
  const parsed = parseScope(
    scope.kind === 'objectTypes' ? { objectTypes: scope.objectTypes } : { objectIds: scope.objectIds },
  );
  return 'refused' in parsed ? parsed : undefined;
}

const isRetention = (days: number): boolean =>
  Number.isInteger(days) && days >= RETENTION_DAYS.least && days <= RETENTION_DAYS.most;
