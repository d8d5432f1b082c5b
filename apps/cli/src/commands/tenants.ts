import type { Command } from 'commander';
import { TenantsDocument } from '../api/generated.js';
import { EXIT } from '../exit-codes.js';
import { momentText } from '../output/words.js';
import { paged } from '../session/paged.js';
import { runs } from '../session/session.js';

/** `tenants`. */
export function addTenants(program: Command): void {
  const command = program.command('tenants').description('List the tenants that you may see');
  runs(command, async ({ connection, output }) => {
    const tenants = await Array.fromAsync(
      paged(async (after) => (await connection.ask(TenantsDocument, { after })).tenants),
    );
    output.rows(
      'tenant',
      [
        { title: 'Id', of: ({ id }) => id, whole: true },
        { title: 'Name', of: ({ displayName }) => displayName },
        {
          title: 'Latest backup',
          of: ({ latestBackup }) => momentText(latestBackup?.takenAt ?? null),
          whole: true,
        },
        { title: 'Status', of: ({ latestBackup }) => latestBackup?.status },
        { title: 'Runs', of: ({ runningJob }) => runningJob?.__typename },
      ],
      tenants,
      'No tenant is connected that you may see.',
    );
    return EXIT.done;
  });
}
