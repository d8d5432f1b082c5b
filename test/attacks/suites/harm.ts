import type { Attack, Suite } from '../attack.ts';
import { TENANT } from '../attack-issuer.ts';
import type { RunningProduct } from '../running-product.ts';
import type { Targets } from '../targets.ts';

/** S12: harm by requests that are out of order or out of bounds. */
export async function harm(product: RunningProduct, targets: Targets): Promise<Suite> {
  const token = await product.issuer.token();
  const reader = await product.issuer.token({ roles: ['Backup.Read'] });
  const scope = { allObjects: true };
  const refused = (what: string, name: string, input: unknown, by = token): Attack => ({
    what,
    refused: async () => typeof (await product.mutate(name, input, by))['code'] === 'string',
  });
  const recovery = (from: unknown, more: object = { scope }) => ({ tenantId: TENANT, from, ...more });
  return {
    name: 'S12 harm',
    attacks: [
      refused('recovery from an unknown backup', 'startRecovery', recovery({ backupId: targets.user })),
      refused(
        'recovery from a report’s id as a backup',
        'startRecovery',
        recovery({ backupId: targets.report }),
      ),
      refused(
        'recovery of 101 objects',
        'startRecovery',
        recovery(
          { backupId: targets.backup },
          {
            scope: {
              objectIds: Array.from(
                { length: 101 },
                (_, n) => `eeeeeeee-0000-4000-8000-${String(n).padStart(12, '0')}`,
              ),
            },
          },
        ),
      ),
      refused('a cancel by a Reader', 'cancelJob', { jobId: targets.recovery }, reader),
      refused('a cancel of what has ended', 'cancelJob', { jobId: targets.recovery }),
      refused(
        'emergency accounts removed by a Reader',
        'changeSettings',
        { tenantId: TENANT, emergencyAccessAccountIds: [] },
        reader,
      ),
      {
        what: 'a second job while one runs',
        refused: async () => {
          const start = () =>
            product.mutate(
              'createDifferenceReport',
              { tenantId: TENANT, backupId: targets.backup, scope },
              token,
            );
          const answers = await Promise.all([start(), start(), start(), start()]);
          return answers.filter(({ __typename: kind }) => kind === 'DifferenceReport').length <= 1;
        },
      },
    ],
  };
}
