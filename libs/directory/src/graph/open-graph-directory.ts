import type { Clock, Ids, Random } from '#runtime';
import type { Directory } from '../directory.js';
import { readAudits } from './audits/read-audits.js';
import { applyChanges } from './apply/apply-changes.js';
import { RecentRestores } from './apply/recent-restores.js';
import { readNamesakes } from './read/read-namesakes.js';
import { readRoleHolders } from './read/read-role-holders.js';
import { readObjects } from './read/read-objects.js';
import type { GraphClient, GraphRequest, Priority } from './request/graph-request.js';
import { overFetch } from './request/over-fetch.js';
import { withPace, type Pace } from './request/pace.js';
import { withPriority } from './request/priority.js';
import { TenantQuota, type QuotaSettings } from './request/tenant-quota.js';
import type { OnWaiting } from './request/waiting.js';
import { withBatching } from './request/with-batching.js';
import { withRenewedToken } from './request/with-renewed-token.js';
import { withRetry } from './request/with-retry.js';
import { syncTenant, unavailable, type ReadersFor } from './sync/sync-tenant.js';
import type { SyncOptions } from './sync/type-sync.js';
import { grantedPermissions } from './tokens/granted-permissions.js';
import type { TokenSource } from './tokens/token-source.js';

export interface GraphDirectoryOptions {
  /** Directory (tenant) id. A sync token of another tenant is not used. */
  readonly tenantId: string;
  /** Root of Microsoft Graph in the tenant's cloud, for example `https://graph.microsoft.com`. */
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  /** Of a second application, which alone may write; asked for only when something is written. */
  readonly writeTokens?: TokenSource;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly fetch?: typeof fetch;
  /** Default: 30 seconds. */
  readonly longestRequestMs?: number;
  /** How much of the tenant's quotas to use; all of it by default. */
  readonly quota?: QuotaSettings;
  /** In place of the quotas: for a service that has others, or none. */
  readonly pace?: Pace;
  /** How far a reading of the whole tenant goes. */
  readonly sync?: SyncOptions;
  /** Told when nothing has been answered for a while and nothing can be for a while yet. */
  readonly onWaiting?: OnWaiting;
}

const LONGEST_REQUEST_MS = 30_000;

/**
 * Opens a tenant's directory over Microsoft Graph. Nothing is sent before it is used. Reading the whole tenant gives way
 * to writing and reading back.
 */
export function openGraphDirectory(options: GraphDirectoryOptions): Directory {
  const { tenantId, clock, random, longestRequestMs = LONGEST_REQUEST_MS } = options;
  const { origin } = new URL(options.baseUrl);
  const restores = new RecentRestores(clock);
  const { once, single, batched } = openClients(options, { origin, longestRequestMs });

  const readers =
    (priority: Priority): ReadersFor =>
    (signal) => ({
      single: { client: withPriority(single, priority), origin, signal },
      batched: { client: withPriority(batched, priority), origin, signal },
    });
  const granted = () => grantedPermissions(options.tokens);
  return {
    longestRequestMs,
    sync: (request) =>
      syncTenant(request, { tenantId, readers: readers('low'), granted, clock, options: options.sync }),
    read: async (objects, { links, signal }) => {
      try {
        return await readObjects(readers('high')(signal), objects, { links, granted: await granted() });
      } catch (error) {
        throw unavailable(error);
      }
    },
    audits: (interval, signal) =>
      readAudits({ client: withPriority(single, 'high'), origin, signal }, interval),
    roleHolders: (signal) => readRoleHolders({ client: withPriority(single, 'high'), origin, signal }),
    namesakes: async (type, set, signal) => {
      try {
        return await readNamesakes({ client: withPriority(single, 'high'), origin, signal }, type, set);
      } catch (error) {
        throw unavailable(error);
      }
    },
    apply: (changes, signal) => {
      const shared = { once: withPriority(once, 'high'), origin, signal, clock, random, restores };
      return applyChanges(
        {
          single: { ...shared, client: withPriority(single, 'high') },
          batched: { ...shared, client: withPriority(batched, 'high') },
        },
        changes,
      );
    },
  };
}

/** `once` sends once, the others as often as it takes; `batched` gathers what is sent at the same time. */
interface Clients {
  readonly once: GraphClient;
  readonly single: GraphClient;
  readonly batched: GraphClient;
}

function openClients(
  options: GraphDirectoryOptions,
  { origin, longestRequestMs }: { readonly origin: string; readonly longestRequestMs: number },
): Clients {
  const { tokens, writeTokens, ids, fetch = globalThis.fetch } = options;
  const sending = overFetch({ origin, tokens, writeTokens, ids, fetch, longestRequestMs });
  const patient = (client: GraphClient) => withRetry(withRenewedToken(client), options);
  if (options.pace) {
    const once = withPace(sending, options.pace);
    const batched = patient(withBatching(once, ({ lane }) => lane === 'conditionalAccess'));
    return { once, single: patient(once), batched };
  }
  const quota = new TenantQuota(options, options.quota);
  const { personalApplications } = quota;
  const once = withPace(sending, quota);
  const goesAlone = (request: GraphRequest): boolean =>
    request.lane === 'conditionalAccess' || personalApplications.isWrittenBy(request);
  const batched = patient(withBatching(once, goesAlone));
  return { once, single: patient(once), batched: personalApplications.askingFirst(batched) };
}
