import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reportedChanges } from '#jobs';
import { ADMINISTRATOR, ALL, Engine, granted, TENANT } from '../support/engine.js';

const guid = (n: number): string => `dddddddd-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [GRAPH, OWN, OTHER, ROLE, CLIENT] = [guid(1), guid(2), guid(3), guid(4), guid(5)];

describe('the application that Known Good signs in as', () => {
  let engine: Engine;
  let backup: string;
  const put = (id: string, appId: string, accountEnabled = true): void =>
    engine.directory.put('servicePrincipal', id, { displayName: id, appId, accountEnabled });

  beforeEach(async () => {
    engine = new Engine();
    // As people write it into the settings.
    engine.ownClientIds.push(CLIENT.toUpperCase());
    put(GRAPH, guid(11));
    await engine.connect();
    engine.startWorker();
    backup = await engine.takeBackup();
    // Registered since, as both its own and an intruder's.
    for (const [id, appId] of [
      [OWN, CLIENT],
      [OTHER, guid(13)],
    ] as const) {
      put(id, appId);
      engine.directory.state.set(`servicePrincipal/${GRAPH}/appRoleAssignedTo/${id}.${ROLE}`, '');
    }
  });
  afterEach(() => engine.close());

  it('keeps itself and its permissions in a recovery of everything', async () => {
    expect(await engine.ended(await engine.startRecovery(backup))).toMatch(/^completed/);
    const keys = engine.directory.entries().map(([key]) => key);
    expect(keys).toContain(`servicePrincipal/${GRAPH}/appRoleAssignedTo/${OWN}.${ROLE}`);
    expect(keys).not.toContain(`servicePrincipal/${GRAPH}/appRoleAssignedTo/${OTHER}.${ROLE}`);
    const deleted = engine.directory.effects.flatMap((effect) =>
      effect.change === 'softDelete' ? [effect.object.id] : [],
    );
    expect(deleted).toEqual([OTHER]);
  });

  it('is shown as protected in a report', async () => {
    const asked = { backupId: backup, scope: ALL };
    const { id } = granted(await engine.requests.startDifferenceReport(TENANT, asked, ADMINISTRATOR));
    await engine.ended(id);
    const { aggregates, vaults } = engine;
    const changes = await Array.fromAsync(reportedChanges(aggregates, vaults, id, () => [CLIENT]));
    const reasons = new Map(changes.map((change) => [change.id, change.notRecoverable]));
    expect(reasons.get(OWN)).toBe('protectedObject');
    expect(reasons.get(OTHER)).toBeNull();
  });
});
