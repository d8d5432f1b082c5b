import { afterAll, beforeAll, describe } from '@jest/globals';
import { VirtualClock } from '#runtime';
import { startAzurite, type Azurite } from '../../../../test/azure/azurite.js';
import { blobStoreContract } from '../blob-store.contract.js';
import { vaultContract } from '../vault.contract.js';
import { azureBlobs } from './azure-blobs.js';

describe('blobs in Azure Blob Storage', () => {
  let azurite: Azurite;
  let containers = 0;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());

  const inNewContainer = async (options: { readonly prefix?: string; readonly pageSize?: number }) => {
    const clock = new VirtualClock('2026-11-02T08:00:00Z');
    containers += 1;
    const blobs = await azureBlobs({
      connectionString: azurite.connectionString(),
      container: `vault-${containers}`,
      clock,
      ...options,
    });
    return { blobs, clock, close: async () => undefined };
  };

  describe('in a container of their own', () => {
    blobStoreContract(() => inNewContainer({}));
    vaultContract(() => inNewContainer({}));
  });

  describe('in a folder of a container, listed by small pages', () => {
    blobStoreContract(() => inNewContainer({ prefix: 'known-good/vault', pageSize: 3 }));
  });
});
