import type { BlobStore } from '#vault';
import type { Kernel } from './kernel.ts';

interface Stored {
  readonly bytes: Uint8Array;
  /** What was written, whatever became of it. */
  readonly written: Uint8Array;
  readonly modifiedAt: Date;
}

/** The vault's disk, which outlives every worker. Each write is there as a whole or not at all, as the port says. */
export class SimDisk {
  /** While it is set, every write fails so. */
  failure: 'EIO' | 'ENOSPC' | undefined;
  isDamaged = false;
  private readonly stored = new Map<string, Stored>();
  private readonly kernel: Kernel;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** A bit of a stored blob turns over, or the blob is cut, or lost. */
  damage(): void {
    const [name, blob] = [...this.stored][this.kernel.between(0, this.stored.size - 1)] ?? [];
    if (name === undefined || blob === undefined || blob.bytes.length === 0) return;
    this.isDamaged = true;
    const bytes = Uint8Array.from(blob.bytes);
    const place = this.kernel.between(0, bytes.length - 1);
    bytes[place] = (bytes[place] ?? 0) ^ (1 << this.kernel.between(0, 7));
    const cut = this.kernel.chance(0.3) ? bytes.subarray(0, place) : bytes;
    this.stored.set(name, { ...blob, bytes: this.kernel.chance(0.2) ? new Uint8Array(bytes.length) : cut });
  }

  /** As a worker reaches it: each call is one step of the worker's life. */
  blobs(step: <Result>(name: string, work: () => Result) => Promise<Result>): BlobStore {
    const { stored } = this;
    const writable = (): void => {
      if (this.failure)
        throw Object.assign(new Error(`The disk fails: ${this.failure}.`), { code: this.failure });
    };
    const modifiedAt = (): Date => new Date(this.kernel.now);
    return {
      put: (name, bytes) =>
        step('blob.put', () => {
          writable();
          const copy = Uint8Array.from(bytes);
          stored.set(name, { bytes: copy, written: copy, modifiedAt: modifiedAt() });
        }),
      get: (name) => step('blob.get', () => stored.get(name)?.bytes.slice()),
      touch: (name) =>
        step('blob.touch', () => {
          writable();
          const blob = stored.get(name);
          if (blob) stored.set(name, { ...blob, modifiedAt: modifiedAt() });
          return blob !== undefined;
        }),
      list: async function* (folder) {
        for (const [name, blob] of [...stored])
          if (name.startsWith(`${folder}/`)) yield { name, modifiedAt: blob.modifiedAt };
      },
      delete: (name, limit) =>
        step('blob.delete', () => {
          const blob = stored.get(name);
          if (!blob || (limit && blob.modifiedAt > limit)) return false;
          return stored.delete(name);
        }),
    };
  }

  /** What was written, for a checker that must know the truth. */
  pristine(): BlobStore {
    const { stored } = this;
    const refuse = (): never => {
      throw new Error('The checker only reads.');
    };
    return {
      put: refuse,
      get: async (name) => stored.get(name)?.written.slice(),
      touch: refuse,
      list: refuse,
      delete: refuse,
    };
  }
}
