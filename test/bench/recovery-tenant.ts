import { randomUUID } from 'node:crypto';
import type { TenantChange } from '#directory';
import type { Json } from '#catalogue';
import type { BenchClock } from './recovery-clock.ts';

/** What a recovery of the bench changes. */
export interface RecoverySizes {
  readonly objects: number;
  readonly members: number;
  readonly policies: number;
}

/** Enough groups that additions to different ones go side by side. */
const GROUPS = 200;

/** In this time every quota is whole again. */
const REST_MS = 300_000;
/** Conditional Access takes one request a second. */
const POLICY_MS = 1_000;

/** A simulated tenant that keeps to Graph's limits, and the clock that it lives by. */
export interface BenchTenant {
  readonly url: string;
  readonly clock: BenchClock;
}

/** Makes the groups and policies that the changes are about, and the changes; leaves the quotas whole. */
export async function prepareChanges(
  tenant: BenchTenant,
  sizes: RecoverySizes,
): Promise<readonly TenantChange[]> {
  const users = await cloudUsers(tenant);
  const groups = await created(tenant, '/groups', { count: GROUPS, everyMs: 0 }, (name) => ({
    displayName: name,
    mailNickname: name,
    mailEnabled: false,
    securityEnabled: true,
  }));
  const every = { count: sizes.policies, everyMs: POLICY_MS };
  const policies = await created(tenant, '/identity/conditionalAccess/policies', every, (displayName) => ({
    displayName,
    state: 'disabled',
    conditions: { applications: { includeApplications: ['All'] }, users: { includeUsers: ['All'] } },
    grantControls: { operator: 'OR', builtInControls: ['mfa'] },
  }));
  await tenant.clock.sleep(REST_MS);
  return [
    ...updates('user', users, sizes.objects, (round) => ({ department: `Department ${round}` })),
    ...additions(groups, users, sizes.members),
    ...updates('conditionalAccessPolicy', policies, sizes.policies, () => ({
      displayName: 'As in the backup',
    })),
  ];
}

function updates(
  type: 'user' | 'conditionalAccessPolicy',
  ids: readonly string[],
  count: number,
  set: (round: number) => Readonly<Record<string, Json>>,
): readonly TenantChange[] {
  return Array.from({ length: count }, (_, index) => {
    const object = { type, id: ids[index % ids.length] ?? '' };
    return { change: 'update', object, set: set(Math.floor(index / ids.length)) };
  });
}

/** Group by group, as a plan has them. */
function additions(
  groups: readonly string[],
  users: readonly string[],
  count: number,
): readonly TenantChange[] {
  const each = Math.ceil(count / groups.length);
  if (each > users.length) throw new Error(`At most ${users.length * groups.length} members can be added.`);
  return Array.from({ length: count }, (_, index) => {
    const id = groups[Math.floor(index / each)] ?? '';
    const link = { type: 'group' as const, id, link: 'members', target: users[index % each] ?? '' };
    return { change: 'addLink', link, value: '' };
  });
}

interface Listed {
  readonly value: readonly { readonly id: string; readonly onPremisesSyncEnabled: boolean | null }[];
  readonly '@odata.nextLink'?: string;
}

async function cloudUsers({ url, clock }: BenchTenant): Promise<readonly string[]> {
  const ids: string[] = [];
  let next: string | undefined = `${url}/v1.0/users?$select=id,onPremisesSyncEnabled&$top=999`;
  while (next !== undefined) {
    const page: Listed = await clock.atOnce(listed(next));
    ids.push(...page.value.filter((user) => user.onPremisesSyncEnabled !== true).map(({ id }) => id));
    next = page['@odata.nextLink'];
  }
  return ids;
}

const listed = (link: string) => async (): Promise<Listed> =>
  (await (await fetch(link, { headers: HEADERS })).json()) as Listed;

async function created(
  { url, clock }: BenchTenant,
  path: string,
  { count, everyMs }: { readonly count: number; readonly everyMs: number },
  body: (name: string) => Json,
): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    await clock.sleep(everyMs);
    const { id } = await clock.atOnce(async () => {
      const response = await fetch(`${url}/v1.0${path}`, {
        method: 'POST',
        headers: { ...HEADERS, 'Content-Type': 'application/json' },
        body: JSON.stringify(body(`bench-${randomUUID()}`)),
      });
      return (await response.json()) as { readonly id?: string };
    });
    if (id === undefined) throw new Error(`The simulated tenant refuses to make what is at ${path}.`);
    ids.push(id);
  }
  return ids;
}

const HEADERS = { Authorization: 'Bearer bench' };
