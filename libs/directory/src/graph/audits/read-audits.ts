import { isJsonObject, type JsonObject, jsonObjects } from '#catalogue';
import {
  DirectoryUnavailableError,
  type AuditInterval,
  type AuditRecord,
  type AuditsEnd,
} from '../../directory.js';
import { auditsPath, isObjectId } from '../graph-paths.js';
import { ReadFailure } from '../request/read-failure.js';
import { readPages, type Reader } from '../request/read-pages.js';

/** Names in Microsoft Entra have at most 256 characters; of a longer text only so much is kept. */
const LONGEST_TEXT = 1_000;

/**
 * What the tenant's audit log tells of an interval, newest first: successful changes with who made them. Returns why
 * it is not told whole, where it is not. https://learn.microsoft.com/graph/api/directoryaudit-list
 */
export async function* readAudits(
  reader: Reader,
  { from, until, atMost }: AuditInterval,
): AsyncGenerator<AuditRecord, AuditsEnd> {
  let told = 0;
  try {
    for await (const { entries } of readPages(reader, auditsPath(from, until), { lane: 'identity' })) {
      for (const entry of entries) {
        if (told === atMost) return { whole: false, cause: 'tooMany' };
        told += 1;
        const record = recordOf(entry);
        if (record) yield record;
      }
    }
    return { whole: true };
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    if (error.cause === 'unavailable') throw new DirectoryUnavailableError(error.code, error.message);
    const cause = error.cause === 'permission' || error.cause === 'licence' ? error.cause : 'error';
    return { whole: false, cause };
  }
}

/** A record of a change that succeeded, by someone, of something. */
function recordOf(entry: JsonObject): AuditRecord | undefined {
  const { activityDateTime, result, initiatedBy, targetResources } = entry;
  const activity = textIn(entry, 'activityDisplayName');
  if (result !== 'success' || activity === null) return undefined;
  if (typeof activityDateTime !== 'string' || Number.isNaN(Date.parse(activityDateTime))) return undefined;
  const actor = isJsonObject(initiatedBy) ? actorOf(initiatedBy) : undefined;
  const targets = jsonObjects(targetResources).flatMap((target) => idIn(target, 'id') ?? []);
  if (actor === undefined || targets.length === 0) return undefined;
  return { at: new Date(activityDateTime).toISOString(), activity, actor, targets };
}

function actorOf({ user, app }: JsonObject): AuditRecord['actor'] | undefined {
  const person = isJsonObject(user) ? idIn(user, 'id') : undefined;
  if (isJsonObject(user) && person !== undefined)
    return {
      kind: 'user',
      id: person,
      name: textIn(user, 'displayName') ?? textIn(user, 'userPrincipalName'),
    };
  if (!isJsonObject(app)) return undefined;
  const id = idIn(app, 'appId') ?? idIn(app, 'servicePrincipalId');
  const name = textIn(app, 'displayName') ?? textIn(app, 'servicePrincipalName');
  // Microsoft's own services have a name and no id.
  return id === undefined && name === null ? undefined : { kind: 'application', id: id ?? null, name };
}

function idIn(value: JsonObject, name: string): string | undefined {
  const id = value[name];
  return typeof id === 'string' && isObjectId(id) ? id.toLowerCase() : undefined;
}

function textIn(value: JsonObject, name: string): string | null {
  const text = value[name];
  return typeof text === 'string' && text !== '' ? text.slice(0, LONGEST_TEXT).toWellFormed() : null;
}
