/** A stored blob as listed. */
export interface BlobInfo {
  readonly name: string;
  /** When it was last put or touched, by the store's clock. */
  readonly modifiedAt: Date;
}

/**
 * Named byte strings: a local folder, a cloud container. Names are segments of `a-z 0-9 - _ .` parted by `/`,
 * no segment beginning with a dot; any other name is a bug and throws.
 */
export interface BlobStore {
  /** Stores or replaces a blob as a whole: readers see the old bytes or the new. Durable once resolved. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The blob's bytes, `undefined` where there is none. */
  get(name: string): Promise<Uint8Array | undefined>;
  /** Whether the blob is there; where it is, it counts as modified now. */
  touch(name: string): Promise<boolean>;
  /** The blobs whose names begin with `folder` and a slash, in no order. */
  list(folder: string): AsyncIterable<BlobInfo>;
  /**
   * Deletes a blob unless it was put or touched after `limit`, and answers whether it did; deletes it in any case
   * where no limit is given. A put or touch at the same moment either keeps the blob or finds it gone.
   */
  delete(name: string, limit?: Date): Promise<boolean>;
}

/** Throws on a name that {@link BlobStore} does not allow. */
export function assertBlobName(name: string): void {
  if (!/^[a-z0-9_-][a-z0-9._-]*(?:\/[a-z0-9_-][a-z0-9._-]*)*$/.test(name) || name.length > 512)
    throw new RangeError('A blob name consists of segments of a-z, 0-9, "-", "_" and "." parted by "/".');
}
