import type { Clock } from '#runtime';
import { assertBlobName, type BlobStore } from './blob-store.js';

interface StoredBlob {
  readonly bytes: Uint8Array;
  readonly modifiedAt: Date;
}

/** Blobs that live as long as the process: for tests and simulations. */
export function memoryBlobs(clock: Clock): BlobStore {
  const blobs = new Map<string, StoredBlob>();
  return {
    put: async (name, bytes) => {
      assertBlobName(name);
      blobs.set(name, { bytes: Uint8Array.from(bytes), modifiedAt: clock.now() });
    },
    get: async (name) => {
      assertBlobName(name);
      const blob = blobs.get(name);
      return blob && Uint8Array.from(blob.bytes);
    },
    touch: async (name) => {
      assertBlobName(name);
      const blob = blobs.get(name);
      if (blob) blobs.set(name, { ...blob, modifiedAt: clock.now() });
      return blob !== undefined;
    },
    list: async function* (folder) {
      for (const [name, { modifiedAt }] of [...blobs])
        if (name.startsWith(`${folder}/`)) yield { name, modifiedAt };
    },
    delete: async (name, limit) => {
      assertBlobName(name);
      const blob = blobs.get(name);
      if (!blob || (limit && blob.modifiedAt > limit)) return false;
      return blobs.delete(name);
    },
  };
}
