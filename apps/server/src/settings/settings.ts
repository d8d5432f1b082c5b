import { join, resolve } from 'node:path';

/** Which parts of the product a process runs. */
export type Role = 'api' | 'worker' | 'all';

/** What an operator sets by environment variables. */
export interface Settings {
  /** `KNOWN_GOOD_ROLE`: `api`, `worker` or `all` (default). */
  readonly role: Role;
  /** `HOST`: the address to listen on (default 127.0.0.1). */
  readonly host: string;
  /** `PORT` (default 4000). */
  readonly port: number;
  /** `KNOWN_GOOD_DATA`: the folder of everything that is kept (default `.known-good`). */
  readonly dataFolder: string;
  /** `KNOWN_GOOD_READ_MODELS_FILE`: this API node's own read models, a cache (default `<data>/read-models.sqlite`). */
  readonly readModelsFile: string;
  /** `KNOWN_GOOD_TENANTS_FILE`: the connected tenants (default `<data>/tenants.json`). */
  readonly tenantsFile: string;
  /** `KNOWN_GOOD_ALARMS_FILE`: whom alarms of the drift watch are told (default `<data>/alarms.json`; nobody where it is missing). */
  readonly alarmsFile: string;
  /** `KNOWN_GOOD_RIGHTS_FILE`: what is taken from tenants, people and roles (default `<data>/rights.json`; nothing where it is missing). */
  readonly rightsFile: string;
  /** `KNOWN_GOOD_VAULT_KEY_FILE`: 32 random bytes in hex (default `<data>/vault.key`). */
  readonly vaultKeyFile: string;
  /** `KNOWN_GOOD_EVENT_STORE`: connection string of EventStoreDB, such as `esdb://host:2113?tls=false` (default: SQLite below the data folder). */
  readonly eventStoreDb: string | undefined;
  /** `KNOWN_GOOD_EVENT_STORE_PREFIX`: what the names of our streams begin with on an EventStoreDB shared with others. */
  readonly eventStorePrefix: string | undefined;
  /** `KNOWN_GOOD_VAULT`: where backups lie (default: the folder `vault` below the data folder). */
  readonly vault: VaultSetting;
  /** `KNOWN_GOOD_CHECKPOINTS`: folder of the worker's signed checkpoints of the log (default: the data folder), or `off`. One worker a folder. */
  readonly checkpointFolder: string | undefined;
  /** `KNOWN_GOOD_CHECKPOINT_WEBHOOK`: where each checkpoint is posted as well (https). */
  readonly checkpointWebhook: string | undefined;
  /** `KNOWN_GOOD_ISSUER`: the OpenID Connect issuer whose tokens are accepted. `{tenantid}` stands for the token's tenant. */
  readonly issuer: string;
  /** `KNOWN_GOOD_AUDIENCE`: the audience that tokens must be made for (default `api://known-good`). */
  readonly audience: string;
  /** `KNOWN_GOOD_CLIENT_IDS`: client applications whose tokens are accepted, separated by commas. */
  readonly allowedClientIds: readonly string[];
  /** `KNOWN_GOOD_ALLOWED_ORIGINS`: web origins that may open subscriptions, separated by commas. */
  readonly allowedOrigins: readonly string[];
  /** `KNOWN_GOOD_INTROSPECTION`: whether signed-in callers may read the schema (default true). */
  readonly introspection: boolean;
  /** `KNOWN_GOOD_TRUSTED_PROXIES`: proxies of ours in front of the API; 0 (default) ignores `X-Forwarded-For`. */
  readonly trustedProxies: number;
  /** `KNOWN_GOOD_REQUESTS_PER_MINUTE`: so many requests one address may make in a minute (default 60,000). */
  readonly requestsPerMinute: number;
  /** `KNOWN_GOOD_CALLER_REQUESTS_PER_MINUTE`: so many requests one caller may make of this node in a minute (default 30,000). */
  readonly callerRequestsPerMinute: number;
  /**
   * `KNOWN_GOOD_METRICS_PORT`: where figures for Prometheus are served (default: nowhere), on `KNOWN_GOOD_METRICS_HOST`
   * (default 127.0.0.1). A worker's are on the next port, so that both roles can have the same settings.
   */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`: the collector that traces are sent to, by OTLP over HTTP (default: none). */
  readonly tracesEndpoint: string | undefined;
  /** `KNOWN_GOOD_LOG_LEVEL` (default info). */
  readonly logLevel: LogLevel;
}

/** Where backups lie. */
export type VaultSetting =
  | { readonly kind: 'local' }
  /** A container of Azure Blob Storage, entered with the identity of the process. */
  | { readonly kind: 'azure'; readonly containerUrl: string }
  /** A file with a connection string; the container is `known-good`. */
  | { readonly kind: 'azureFile'; readonly file: string };

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const ROLES: readonly Role[] = ['api', 'worker', 'all'];

/** Thrown at start-up: the settings cannot be used, and why. */
export class InvalidSettingsError extends Error {
  override readonly name = 'InvalidSettingsError';
}

/** Reads the settings. Throws {@link InvalidSettingsError} that names the variable and what it should be. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const dataFolder = resolve(env['KNOWN_GOOD_DATA'] || '.known-good');
  const port = integer(env, 'PORT', 4000, 0, 65_535);
  const role = oneOf(env, 'KNOWN_GOOD_ROLE', ROLES, 'all');
  return {
    role,
    host: env['HOST'] || '127.0.0.1',
    port,
    dataFolder,
    readModelsFile: resolve(env['KNOWN_GOOD_READ_MODELS_FILE'] || join(dataFolder, 'read-models.sqlite')),
    tenantsFile: resolve(env['KNOWN_GOOD_TENANTS_FILE'] || join(dataFolder, 'tenants.json')),
    alarmsFile: resolve(env['KNOWN_GOOD_ALARMS_FILE'] || join(dataFolder, 'alarms.json')),
    rightsFile: resolve(env['KNOWN_GOOD_RIGHTS_FILE'] || join(dataFolder, 'rights.json')),
    vaultKeyFile: resolve(env['KNOWN_GOOD_VAULT_KEY_FILE'] || join(dataFolder, 'vault.key')),
    eventStoreDb: eventStoreDb(env['KNOWN_GOOD_EVENT_STORE']),
    eventStorePrefix: env['KNOWN_GOOD_EVENT_STORE_PREFIX'] || undefined,
    vault: vaultSetting(env['KNOWN_GOOD_VAULT']),
    checkpointFolder:
      env['KNOWN_GOOD_CHECKPOINTS'] === 'off'
        ? undefined
        : resolve(env['KNOWN_GOOD_CHECKPOINTS'] || dataFolder),
    checkpointWebhook: env['KNOWN_GOOD_CHECKPOINT_WEBHOOK'] || undefined,
    issuer: issuerUrl(env['KNOWN_GOOD_ISSUER']),
    audience: env['KNOWN_GOOD_AUDIENCE'] || 'api://known-good',
    allowedClientIds: words(env['KNOWN_GOOD_CLIENT_IDS'] ?? 'known-good-console,known-good-cli'),
    allowedOrigins: words(
      env['KNOWN_GOOD_ALLOWED_ORIGINS'] ?? `http://localhost:${port},http://127.0.0.1:${port}`,
    ),
    introspection: flag(env, 'KNOWN_GOOD_INTROSPECTION', true),
    trustedProxies: integer(env, 'KNOWN_GOOD_TRUSTED_PROXIES', 0, 0, 16),
    requestsPerMinute: integer(env, 'KNOWN_GOOD_REQUESTS_PER_MINUTE', 60_000, 1, 10_000_000),
    callerRequestsPerMinute: integer(env, 'KNOWN_GOOD_CALLER_REQUESTS_PER_MINUTE', 30_000, 1, 10_000_000),
    metrics: metricsAddress(env, role),
    tracesEndpoint: httpUrl(env, 'OTEL_EXPORTER_OTLP_ENDPOINT'),
    logLevel: oneOf(env, 'KNOWN_GOOD_LOG_LEVEL', LOG_LEVELS, 'info'),
  };
}

function metricsAddress(env: Env, role: Role): Settings['metrics'] {
  const port = integer(env, 'KNOWN_GOOD_METRICS_PORT', 0, 0, 65_534);
  if (port === 0) return undefined;
  return { host: env['KNOWN_GOOD_METRICS_HOST'] || '127.0.0.1', port: role === 'worker' ? port + 1 : port };
}

type Env = Readonly<Record<string, string | undefined>>;

function oneOf<Value extends string>(
  env: Env,
  name: string,
  values: readonly Value[],
  fallback: Value,
): Value {
  const text = env[name];
  if (!text) return fallback;
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw new InvalidSettingsError(`${name} must be one of ${values.join(', ')}.`);
  return value;
}

function integer(env: Env, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (!text) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new InvalidSettingsError(`${name} must be a whole number from ${least} to ${most}.`);
  return value;
}

function httpUrl(env: Env, name: string): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidSettingsError(`${name} must be an http(s) address, such as http://127.0.0.1:4318.`);
}

function flag(env: Env, name: string, fallback: boolean): boolean {
  return oneOf(env, name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
}

function eventStoreDb(text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (/^(esdb|kurrentdb)(\+discover)?:\/\//.test(text)) return text;
  throw new InvalidSettingsError(
    'KNOWN_GOOD_EVENT_STORE must be a connection string such as esdb://host:2113?tls=false, or be left out for SQLite.',
  );
}

function vaultSetting(text: string | undefined): VaultSetting {
  if (!text) return { kind: 'local' };
  const [, kind, rest = ''] = /^(azure|azure-file):(.+)$/.exec(text) ?? [];
  if (kind === 'azure' && URL.canParse(rest)) return { kind: 'azure', containerUrl: rest };
  if (kind === 'azure-file') return { kind: 'azureFile', file: resolve(rest) };
  throw new InvalidSettingsError(
    'KNOWN_GOOD_VAULT must be azure:<URL of a container> or azure-file:<path of a connection string>, or be left out.',
  );
}

function words(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function issuerUrl(text: string | undefined): string {
  if (!text)
    throw new InvalidSettingsError(
      'KNOWN_GOOD_ISSUER is missing: the OpenID Connect issuer whose tokens are accepted, such as https://login.microsoftonline.com/{tenantid}/v2.0.',
    );
  if (!URL.canParse(text.replace('{tenantid}', 'tenant')))
    throw new InvalidSettingsError('KNOWN_GOOD_ISSUER must be a URL.');
  return text;
}
