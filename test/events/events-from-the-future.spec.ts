import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventData } from '#event-store';
import { openReadModels } from '#projections';
import { UnknownEventVersion } from '#protection';
import { ADMINISTRATOR, Engine, SETTINGS, TENANT } from '../support/engine.js';

describe('an event that a newer version of Known Good has written', () => {
  let engine: Engine;

  beforeEach(async () => {
    engine = new Engine();
    await engine.connect();
  });
  afterEach(() => engine.close());

  async function happened(type: string, schemaVersion: number, data: EventData): Promise<void> {
    const { store, ids, clock } = engine;
    const metadata = { ...ADMINISTRATOR, at: clock.now().toISOString(), schemaVersion };
    const event = { id: ids.next(), type, data, metadata };
    expect(await store.append(`tenant-${TENANT}`, 0, [event])).toMatchObject({ appended: true });
  }

  const request = () => engine.requests.requestBackup(TENANT, { trigger: 'request' }, ADMINISTRATOR);

  it('stops decisions on its stream where its version is new, and tells to upgrade', async () => {
    await happened('SettingsChanged', 3, { settings: { ...SETTINGS, more: true } });
    await expect(request()).rejects.toThrow(UnknownEventVersion);
    await expect(request()).rejects.toThrow(/SettingsChanged in version 3.*Upgrade this node/);
  });

  it('stops decisions on its stream where its type is new', async () => {
    await happened('TenantPaused', 1, { until: 'further notice' });
    await expect(request()).rejects.toThrow(/TenantPaused in version 1.*Upgrade this node/);
  });

  it('is passed over by projections where its type is new', async () => {
    await happened('TenantPaused', 1, { until: 'further notice' });
    const errors: unknown[] = [];
    const { store } = engine;
    const readModels = openReadModels({ file: ':memory:', store, onError: (error) => errors.push(error) });
    const ending = new AbortController();
    const following = readModels.follow(ending.signal);
    await readModels.caughtUp();
    expect(readModels.models.tenant(TENANT)).toMatchObject({ displayName: 'Contoso' });
    expect(errors).toEqual([]);
    ending.abort();
    await following;
    readModels.close();
  });
});
