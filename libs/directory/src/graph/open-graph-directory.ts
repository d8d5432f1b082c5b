import type { Clock, Ids, Random } from '#runtime';
import type { Directory } from '../directory.js';
import { applyChanges } from './apply/apply-changes.js';
import { RecentRestores } from './apply/recent-restores.js';
import { readObjects } from './read/read-objects.js';
import type { GraphClient } from './request/graph-request.js';
import { overFetch } from './request/over-fetch.js';
import { evenPace, withPace, type Pace } from './request/pace.js';
import { withBatching } from './request/with-batching.js';
import { withRenewedToken } from './request/with-renewed-token.js';
import { withRetry } from './request/with-retry.js';
import { syncTenant, unavailable, type ReadersFor } from './sync/sync-tenant.js';
import type { TokenSource } from './tokens/token-source.js';

export interface GraphDirectoryOptions {
  /** Directory (tenant) id. A sync token of another tenant is not used. */
  readonly tenantId: string;
  /** Root of Microsoft Graph in the tenant's cloud, for example `https://graph.microsoft.com`. */
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly fetch?: typeof fetch;
  /** Default: 30 seconds. */
  readonly longestRequestMs?: number;
  /** Default: {@link evenPace} with Graph's limit for Conditional Access. */
  readonly pace?: Pace;
}

const LONGEST_REQUEST_MS = 30_000;

/** Opens a tenant's directory over Microsoft Graph. Nothing is sent before it is used. */
export function openGraphDirectory(options: GraphDirectoryOptions): Directory {
  const { tenantId, clock, longestRequestMs = LONGEST_REQUEST_MS } = options;
  const { origin } = new URL(options.baseUrl);
  const restores = new RecentRestores(clock);
  const once = requestOnce(options, origin, longestRequestMs);
  const patient = (client: GraphClient) => withRetry(withRenewedToken(client), options);
  const single = patient(once);
  const batched = patient(withBatching(once));

  const readers: ReadersFor = (signal) => ({
    single: { client: single, origin, signal },
    batched: { client: batched, origin, signal },
  });
  return {
    longestRequestMs,
    sync: (request) => syncTenant(request, { tenantId, readers, clock }),
    read: async (objects, { links, signal }) => {
      try {
        return await readObjects(readers(signal), objects, { links });
      } catch (error) {
        throw unavailable(error);
      }
    },
    apply: (changes, signal) => {
      const shared = { once, origin, signal, clock, random: options.random, restores };
      return applyChanges(
        { single: { ...shared, client: single }, batched: { ...shared, client: batched } },
        changes,
      );
    },
  };
}

function requestOnce(options: GraphDirectoryOptions, origin: string, longestRequestMs: number): GraphClient {
  const { tokens, ids, clock, fetch = globalThis.fetch, pace = evenPace(clock) } = options;
  return withPace(overFetch({ origin, tokens, ids, fetch, longestRequestMs }), pace, clock);
}
