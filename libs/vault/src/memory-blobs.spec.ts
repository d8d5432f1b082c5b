import { describe } from '@jest/globals';
import { VirtualClock } from '#runtime';
import { blobStoreContract } from './blob-store.contract.js';
import { memoryBlobs } from './memory-blobs.js';
import { vaultContract } from './vault.contract.js';

describe('blobs in memory', () => {
  blobStoreContract(async () => {
    const clock = new VirtualClock('2026-11-02T08:00:00Z');
    return { blobs: memoryBlobs(clock), clock, close: async () => undefined };
  });

  vaultContract(async () => {
    const clock = new VirtualClock('2026-11-02T08:00:00Z');
    return { blobs: memoryBlobs(clock), clock, close: async () => undefined };
  });
});
