import { join, resolve } from 'node:path';

/** The demonstration tenant's id: the same at every start, so that tokens and backups go on fitting. */
const DEMONSTRATION_TENANT = 'c0ffee00-5eed-4bad-900d-000000000001';

/** Where the embedded product keeps its data and listens. */
export interface EmbeddedSettings {
  readonly dataFolder: string;
  readonly tenantId: string;
  /** The address that every part listens on. */
  readonly host: string;
  readonly port: number;
  readonly issuerPort: number;
  readonly simulatorPort: number;
  /** Users of the demonstration tenant, when it is first made. */
  readonly users: number;
  /** A folder of exported Graph JSON for the demonstration tenant to take in, when it is first made. */
  readonly importFolder: string | undefined;
}

/** Reads the few variables that a newcomer may want to set. */
export function readEmbeddedSettings(env: Readonly<Record<string, string | undefined>>): EmbeddedSettings {
  const port = Number(env['PORT'] || 4000);
  return {
    dataFolder: resolve(env['KNOWN_GOOD_DATA'] || '.known-good'),
    tenantId: DEMONSTRATION_TENANT,
    host: env['HOST'] || '127.0.0.1',
    port,
    issuerPort: Number(env['KNOWN_GOOD_ISSUER_PORT'] || port + 1),
    simulatorPort: Number(env['KNOWN_GOOD_SIMULATOR_PORT'] || port + 100),
    users: Number(env['KNOWN_GOOD_DEMO_USERS'] || 500),
    importFolder: env['KNOWN_GOOD_DEMO_IMPORT'] ? resolve(env['KNOWN_GOOD_DEMO_IMPORT']) : undefined,
  };
}

/** The folder for the logs of the parts. */
export function logFolder({ dataFolder }: EmbeddedSettings): string {
  return join(dataFolder, 'logs');
}
