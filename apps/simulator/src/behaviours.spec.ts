import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGraphDirectory, staticTokens } from '#directory/graph';
import { randomIds, seededRandom } from '#runtime';
import { HurriedClock } from '../../../libs/directory/src/graph/scripted-graph.contract.js';
import { synced } from '../../../libs/directory/src/head.contract.js';
import { changesBack } from '../../../test/directory/changes-back.js';
import { accessToken } from './access-token.contract.js';
import { playAttack } from './attack/play-attack.js';
import type { BehaviourOptions } from './behaviours.js';
import { startSimulator } from './simulator.js';

const never = new AbortController().signal;
const PRIVILEGED_AUTHENTICATION_ADMINISTRATOR = '7be44c8a-adaf-4e2a-84d6-ab2649e08a13';

/** What docs/permissions.md asks an administrator to consent to. */
const READER = [
  'Directory.Read.All',
  'Member.Read.Hidden',
  'User-LifeCycleInfo.Read.All',
  'Policy.Read.All',
  'AuditLog.Read.All',
];
const RECOVERY = [
  'User.ReadWrite.All',
  'User.EnableDisableAccount.All',
  'User-Phone.ReadWrite.All',
  'User-Mail.ReadWrite.All',
  'User-LifeCycleInfo.ReadWrite.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Policy.ReadWrite.ConditionalAccess',
  'Policy.ReadWrite.Authorization',
  'Policy.ReadWrite.AuthenticationMethod',
  'RoleManagement.ReadWrite.Directory',
];

/** A tenant that is read, attacked and recovered by the connector of the product; gives what is left to put right. */
async function recovered(behaviour: BehaviourOptions, roles: readonly string[]) {
  const clock = new HurriedClock();
  const dataFolder = mkdtempSync(join(tmpdir(), 'simulator-'));
  const calm = { seed: 3, users: 120, clock, dataFolder };
  let simulator = await startSimulator({ ...calm, ...behaviour });
  const { tenantId, url } = simulator;
  const port = Number(new URL(url).port);
  const claims = {
    roles,
    wids: [PRIVILEGED_AUTHENTICATION_ADMINISTRATOR],
    exp: Date.parse('2100-01-01') / 1000,
  };
  const directory = openGraphDirectory({
    tenantId,
    baseUrl: url,
    tokens: staticTokens(accessToken({ clock, tenant: { identity: { id: tenantId } } }, claims)),
    clock,
    random: seededRandom(1),
    ids: randomIds,
  });
  try {
    const before = await synced(directory);
    // The intruder does not wait and try again as the connector does: he meets a tenant that behaves.
    await simulator.close();
    simulator = await startSimulator({ ...calm, port });
    await playAttack(url, { seed: 3 });
    await simulator.close();
    simulator = await startSimulator({ ...calm, ...behaviour, port });
    let now = await synced(directory, { head: before.head, token: before.result.token });
    const attacked = changesBack(now.head, before.head).length;
    for (let round = 0; round < 4; round += 1) {
      await directory.apply([...changesBack(now.head, before.head)], never);
      await clock.sleep(60_000);
      now = await synced(directory, { head: now.head, token: now.result.token });
    }
    return { attacked, left: changesBack(now.head, before.head) };
  } finally {
    await simulator.close();
    rmSync(dataFolder, { recursive: true });
  }
}

describe('the connector of the product', () => {
  it.each<[string, BehaviourOptions]>([
    ['permissions', { permissions: true }],
    ['limits', { quota: { factor: 1 } }],
    [
      'untidy delta rounds',
      { delta: { repeats: true, reordered: true, objectsPerPage: 7, membersPerPage: 3 } },
    ],
    ['replication lag', { lagMs: 5_000 }],
    [
      'faults',
      { faults: { rate: 0.03, kinds: ['tooManyRequests', 'serviceUnavailable', 'delayed', 'lostBefore'] } },
    ],
  ])('recovers a tenant with %s', async (_, behaviour) => {
    const { attacked, left } = await recovered(behaviour, [...READER, ...RECOVERY]);
    expect(attacked).toBeGreaterThan(20);
    expect(left).toEqual([]);
  });

  it('changes nothing with the consent to read alone', async () => {
    const { attacked, left } = await recovered({ permissions: true }, READER);
    expect(left).toHaveLength(attacked);
  });
});
