export * from './vault.js';
export { type BlobInfo, type BlobStore } from './blob-store.js';
export { memoryBlobs } from './memory-blobs.js';
export { openVaults, type VaultOptions } from './open-vaults.js';
