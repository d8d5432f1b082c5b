import 'reflect-metadata';
import { DirectoryUnavailableError } from '#directory';
import { openTenantDirectory } from '../composition/tenant-directory.js';
import { InvalidSettingsError } from '../settings/settings.js';
import { readTenantConnections } from '../settings/tenant-connections.js';
import { checkTenant } from './check-tenant.js';
import { readOnlyFetch } from './read-only-fetch.js';

/** `npm run live:smoke`: reads the tenants of a tenants file and changes nothing. */
const NEEDS = `To check a real tenant, this needs

  KNOWN_GOOD_TENANTS_FILE   a file with its id, graphUrl and the reader's credential (docs/settings.md)

and an app registration with the reader's permissions (docs/permissions.md): Directory.Read.All,
Member.Read.Hidden, User-LifeCycleInfo.Read.All, Policy.Read.All, AuditLog.Read.All. Nothing but reads is ever sent.`;

const [WHOLE, PARTIAL, CANNOT] = [0, 1, 2] as const;

async function smoke(): Promise<number> {
  const file = process.env['KNOWN_GOOD_TENANTS_FILE'];
  if (!file) {
    console.log(NEEDS);
    return CANNOT;
  }
  let outcome: number = WHOLE;
  for (const connection of readTenantConnections(file)) {
    console.log(`${connection.displayName} (${connection.id}), ${connection.graphUrl}`);
    const directory = openTenantDirectory(connection, {
      onWaiting: ({ lane, until, reason }) =>
        console.log(`  Waiting until ${until.toISOString()} (${lane}: ${reason}).`),
      fetch: readOnlyFetch(),
    });
    const check = await checkTenant(directory, new AbortController().signal);
    for (const line of check.lines) console.log(line);
    if (!check.whole) outcome = PARTIAL;
  }
  console.log(outcome === WHOLE ? 'Everything could be read.' : 'Some types could not be read whole.');
  return outcome;
}

try {
  process.exitCode = await smoke();
} catch (error) {
  if (!(error instanceof InvalidSettingsError) && !(error instanceof DirectoryUnavailableError)) throw error;
  console.error(error.message);
  process.exitCode = CANNOT;
}
