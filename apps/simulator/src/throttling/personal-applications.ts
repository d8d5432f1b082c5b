import { isJsonObject, type Json } from '#catalogue';
import type { GraphRequest } from '../graph/message.js';
import type { Tenant } from '../tenant/tenant.js';

const AUDIENCES: readonly Json[] = ['AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount'];

/** Whether a request writes an application that personal accounts may use: those have a limit of their own. */
export function isPersonalApplicationWrite({ method, path, body }: GraphRequest, tenant: Tenant): boolean {
  if (method === 'GET') return false;
  const [, id] = /^\/applications(?:\/([^/]+))?/i.exec(path) ?? ['', undefined];
  if (!/^\/applications(\/|$)/i.test(path)) return false;
  const stored = id === undefined ? undefined : tenant.live('application', id.toLowerCase());
  const sent = isJsonObject(body) ? body['signInAudience'] : undefined;
  return AUDIENCES.includes(sent ?? null) || AUDIENCES.includes(stored?.entity['signInAudience'] ?? null);
}
