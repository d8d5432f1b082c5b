import { DirectoryUnavailableError, type Directory } from '#directory';
import { azureTokens, openGraphDirectory, staticTokens } from '#directory/graph';
import { randomIds, systemClock, systemRandom } from '#runtime';
import { InvalidSettingsError } from '../settings/settings.js';
import type { GraphCredential, TenantConnection } from '../settings/tenant-connections.js';

/** The directory of one connected tenant. */
export function openTenantDirectory(connection: TenantConnection): Directory {
  return openGraphDirectory({
    tenantId: connection.id,
    baseUrl: connection.graphUrl,
    tokens: tokensOf(connection),
    clock: systemClock,
    random: systemRandom,
    ids: randomIds,
    ...(connection.longestRequestMs === undefined ? {} : { longestRequestMs: connection.longestRequestMs }),
    ...(connection.conditionalAccessPaceMs === undefined
      ? {}
      : { conditionalAccessPaceMs: connection.conditionalAccessPaceMs }),
  });
}

/** Stands for a tenant that this worker has no connection for: every job on it fails with that reason. */
export function unconnectedDirectory(): Directory {
  const refuse = (): never => {
    throw new DirectoryUnavailableError(
      'notConfigured',
      'This worker has no connection for the tenant. Add it to the tenants file and start again.',
    );
  };
  return {
    // eslint-disable-next-line require-yield -- it refuses before it could yield anything
    sync: async function* () {
      return refuse();
    },
    read: async () => refuse(),
    apply: async () => refuse(),
    longestRequestMs: 0,
  };
}

function tokensOf({ id, graphUrl, credential }: TenantConnection) {
  const { kind } = credential;
  if (kind === 'simulator') return staticTokens('known-good');
  return azureTokens({ tenantId: id, graphUrl, ...options(credential, kind) });
}

function options(credential: GraphCredential, kind: Exclude<GraphCredential['kind'], 'simulator'>) {
  const { clientId, file, authorityHost } = credential;
  if ((kind === 'certificate' || kind === 'secret') && (clientId === undefined || file === undefined))
    throw new InvalidSettingsError(`A credential of kind ${kind} needs clientId and file.`);
  return {
    kind,
    ...(clientId === undefined ? {} : { clientId }),
    ...(file === undefined ? {} : { file }),
    ...(authorityHost === undefined ? {} : { authorityHost }),
  };
}
