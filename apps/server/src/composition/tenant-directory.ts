import { readFileSync } from 'node:fs';
import { DirectoryUnavailableError, type Directory } from '#directory';
import {
  azureTokens,
  evenPace,
  openGraphDirectory,
  staticTokens,
  type AzureCredential,
  type TokenSource,
} from '#directory/graph';
import { randomIds, systemClock, systemRandom } from '#runtime';
import { InvalidSettingsError } from '../settings/settings.js';
import type { GraphCredential, TenantConnection } from '../settings/tenant-connections.js';

/** The directory of one connected tenant. */
export function openTenantDirectory(connection: TenantConnection): Directory {
  const { conditionalAccessPaceMs, longestRequestMs } = connection;
  return openGraphDirectory({
    tenantId: connection.id,
    baseUrl: connection.graphUrl,
    tokens: tokensOf(connection),
    clock: systemClock,
    random: systemRandom,
    ids: randomIds,
    ...(longestRequestMs !== undefined && { longestRequestMs }),
    ...(conditionalAccessPaceMs !== undefined && {
      pace: evenPace(systemClock, { conditionalAccess: conditionalAccessPaceMs }),
    }),
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

function tokensOf({ id, graphUrl, credential }: TenantConnection): TokenSource {
  if (credential.kind === 'simulator') return staticTokens('known-good');
  const { authorityHost } = credential;
  return azureTokens({
    tenantId: id,
    graphOrigin: graphUrl,
    clientId: required(credential, 'clientId'),
    credential: azureCredential(credential, credential.kind),
    ...(authorityHost !== undefined && { authorityHost }),
  });
}

function azureCredential(
  credential: GraphCredential,
  kind: Exclude<GraphCredential['kind'], 'simulator'>,
): AzureCredential {
  switch (kind) {
    case 'certificate':
      return { kind, certificatePath: required(credential, 'file') };
    case 'secret':
      return { kind, clientSecret: readFileSync(required(credential, 'file'), 'utf8').trim() };
    case 'managedIdentity':
      return { kind };
    case 'workloadIdentity':
      return credential.file === undefined ? { kind } : { kind, tokenFilePath: credential.file };
    default:
      return kind satisfies never;
  }
}

function required(credential: GraphCredential, name: 'clientId' | 'file'): string {
  const value = credential[name];
  if (value === undefined)
    throw new InvalidSettingsError(`A credential of kind ${credential.kind} needs ${name}.`);
  return value;
}
