import { randomIds, type Clock, type Ids } from '#runtime';
import type { BlobStore } from './blob-store.js';
import { ChunkCache } from './chunks/chunk-cache.js';
import type { CachedChunk } from './chunks/chunk-store.js';
import { STANDARD_CHUNKING, type Chunking } from './format/boundaries.js';
import { Sealer } from './sealing/sealer.js';
import { TenantVault } from './tenant-vault.js';
import type { Vault, Vaults } from './vault.js';

const KEY_BYTES = 32;
const MEBIBYTE = 1024 * 1024;
const HOUR = 60 * 60 * 1000;

/** What vaults are opened with. */
export interface VaultOptions {
  readonly blobs: BlobStore;
  /** The vault key: 32 random bytes, kept outside the vault. Whatever is sealed under it is lost with it. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly ids?: Ids;
  /** How long a chunk that nothing names is safe from sweeps. Longer than any commit takes until its root is named. Default 1 hour. */
  readonly graceMs?: number;
  /** Memory for decoded chunks, over all tenants. Default 64 MiB. */
  readonly cacheBytes?: number;
  /** Memory that one edit may fill with what it was given before it puts the rest into the store. Default 64 MiB. */
  readonly spillBytes?: number;
}

/**
 * Opens the vaults that lie in a blob store. Nothing is read yet: a wrong key comes up as `VaultDamagedError`
 * with the first read. Throws on a key that has not 32 bytes.
 */
export function openVaults(options: VaultOptions): Vaults {
  return openVaultsCutBy(STANDARD_CHUNKING, options);
}

/** As {@link openVaults}, with other chunk sizes, so that tests see many chunks in few entries. Roots differ. */
export function openVaultsCutBy(chunking: Chunking, options: VaultOptions): Vaults {
  if (options.key.length !== KEY_BYTES) throw new RangeError(`The vault key must have ${KEY_BYTES} bytes.`);
  const key = Uint8Array.from(options.key);
  const parts = {
    blobs: options.blobs,
    clock: options.clock,
    ids: options.ids ?? randomIds,
    cache: new ChunkCache<CachedChunk>(options.cacheBytes ?? 64 * MEBIBYTE),
    chunking,
    graceMs: options.graceMs ?? HOUR,
    spillBytes: options.spillBytes ?? 64 * MEBIBYTE,
  };
  const vaults = new Map<string, Vault>();
  return {
    of: (tenantId) => {
      assertTenantId(tenantId);
      const vault = vaults.get(tenantId) ?? new TenantVault(parts, new Sealer(key, tenantId), tenantId);
      vaults.set(tenantId, vault);
      return vault;
    },
  };
}

/** The tenant's id names its folder, so it must be unable to name any other. */
function assertTenantId(tenantId: string): void {
  if (!/^[0-9a-z][0-9a-z-]{0,63}$/.test(tenantId))
    throw new RangeError('A tenant id consists of lower-case letters, digits and hyphens.');
}
