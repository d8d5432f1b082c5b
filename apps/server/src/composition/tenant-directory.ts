import { readFileSync } from 'node:fs';
import { DirectoryUnavailableError, type Directory } from '#directory';
import {
  azureTokens,
  evenPace,
  openGraphDirectory,
  staticTokens,
  type AzureCredential,
  type OnWaiting,
  type TokenSource,
} from '#directory/graph';
import { randomIds, systemClock, systemRandom } from '#runtime';
import { InvalidSettingsError } from '../settings/settings.js';
import type { GraphCredential, TenantConnection } from '../settings/tenant-connections.js';

/** The share of the quotas that is used where the settings say nothing: polite, and still close to all. */
const DEFAULT_QUOTA_SHARE = 0.8;

/** The directory of one connected tenant. */
export function openTenantDirectory(
  connection: TenantConnection,
  { onWaiting, fetch }: { readonly onWaiting: OnWaiting; readonly fetch?: typeof globalThis.fetch },
): Directory {
  const { credential, recoveryCredential, longestRequestMs, quotaShare } = connection;
  const isUnlimited = credential.kind === 'simulator' && quotaShare === undefined;
  return openGraphDirectory({
    tenantId: connection.id,
    baseUrl: connection.graphUrl,
    tokens: tokensOf(connection, credential),
    ...(recoveryCredential && { writeTokens: tokensOf(connection, recoveryCredential) }),
    clock: systemClock,
    random: systemRandom,
    ids: randomIds,
    ...(longestRequestMs !== undefined && { longestRequestMs }),
    ...(isUnlimited
      ? { pace: evenPace(systemClock, { conditionalAccess: 0 }) }
      : { quota: { share: quotaShare ?? DEFAULT_QUOTA_SHARE } }),
    onWaiting,
    ...(fetch && { fetch }),
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

function tokensOf({ id, graphUrl }: TenantConnection, credential: GraphCredential): TokenSource {
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
