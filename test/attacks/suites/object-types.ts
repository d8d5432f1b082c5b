import type { Attack, Suite } from '../attack.ts';
import { TENANT } from '../attack-issuer.ts';
import type { RunningProduct } from '../running-product.ts';
import type { Targets } from '../targets.ts';

/** What the rights file of the product says: see `RunningProduct`. */
const GROUPS_ONLY = ['Backup.Admin.Groups'];

/** S13: an Administrator for groups only, who wants to see and recover users, and to become more. */
export async function objectTypes(product: RunningProduct, targets: Targets): Promise<Suite> {
  const token = await product.issuer.token({ roles: GROUPS_ONLY });
  const whole = await product.issuer.token();
  const { backup, report, recovery, user } = targets;
  const hidden = (what: string, query: string): Attack => ({
    what,
    refused: async () => {
      const { status, text } = await product.graphql(query, {}, token);
      return status < 500 && !text.includes(user) && !/"objectType":"user"(?!,"withheld":true)/.test(text);
    },
  });
  const denied = (name: string, what: string, input: unknown): Attack => ({
    what: `${name}: ${what}`,
    refused: async () => {
      const { code } = await product.mutate(name, input, token);
      return code === 'ObjectTypesNotPermitted' || code === 'NotPermitted';
    },
  });
  const from = { backupId: backup };
  const contents = (filter: string) =>
    `{ backup(id: "${backup}") { contents(first: 999${filter}) { nodes { objectType objectId } } } }`;
  return {
    name: 'S13 object types',
    attacks: [
      hidden('contents', contents('')),
      hidden('contents by type', contents(', filter: { objectTypes: [user] }')),
      hidden('contents by name', contents(', filter: { nameContains: "a" }')),
      hidden('certificate', `{ backup(id: "${backup}") { certificate { objectType objects } } }`),
      hidden(
        'changes',
        `{ differenceReport(id: "${report}") { changes { nodes { objectType objectId } } summary { byType { objectType } } } }`,
      ),
      hidden('steps', `{ recovery(id: "${recovery}") { steps { nodes { objectType objectId } } } }`),
      hidden('plan', `{ recovery(id: "${recovery}") { plan { steps { nodes { objectType objectId } } } } }`),
      hidden('audit log', `{ auditLog(tenantId: "${TENANT}", first: 999) { nodes { details } } }`),
      ...(
        [
          ['a user of a backup', `backup(id: "${backup}") { object`, 'attributes', ''],
          ['a user’s timeline', `tenant(id: "${TENANT}") { objectTimeline`, 'lifecycle', ''],
          [
            'a user’s attribute through time',
            `tenant(id: "${TENANT}") { attributeHistory`,
            'value',
            ', attribute: "displayName"',
          ],
          [
            'a user’s last version',
            `tenant(id: "${TENANT}") { lastBackupOfObject`,
            'id',
            ', before: "2100-01-01T00:00:00Z"',
          ],
        ] as const
      ).map(([what, field, selection, more]): Attack => ({
        what,
        refused: async () => {
          const query = `{ ${field}(objectType: user, objectId: "${user}"${more}) { ${selection} } } }`;
          return (await product.graphql(query, {}, token)).text.includes('ObjectTypesNotPermitted');
        },
      })),
      denied('startRecovery', 'everything', { tenantId: TENANT, from, scope: { allObjects: true } }),
      denied('startRecovery', 'users', { tenantId: TENANT, from, scope: { objectTypes: ['user', 'group'] } }),
      denied('startRecovery', 'a user by id', { tenantId: TENANT, from, scope: { objectIds: [user] } }),
      denied('startRecovery', 'a report', { tenantId: TENANT, from: { differenceReportId: report } }),
      denied('freezePlan', 'users', { tenantId: TENANT, from, scope: { objectTypes: ['user'] } }),
      denied('recreateObjects', 'a user', {
        ...{ tenantId: TENANT, differenceReportId: report, objectIds: [user] },
      }),
      denied('changeSettings', 'of all types', { tenantId: TENANT, backupRetentionDays: 1 }),
      {
        what: 'startRecovery through Graph’s face',
        refused: async () => {
          const path = `/v1.0/directory/recovery/snapshots/${backup}/recoveryJobs`;
          return (await product.http(path, { method: 'POST' }, token)).status === 403;
        },
      },
      {
        what: 'control: groups are seen',
        refused: async () => (await product.graphql(contents(''), {}, token)).text.includes('"group"'),
      },
      {
        what: 'control: an Administrator for everything sees the user',
        refused: async () =>
          (await product.graphql(contents(', filter: { objectTypes: [user] }'), {}, whole)).text.includes(
            user,
          ),
      },
    ],
  };
}
