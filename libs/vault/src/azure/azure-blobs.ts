import type { BlobItem, BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { systemClock, type Clock } from '#runtime';
import { assertBlobName, type BlobInfo, type BlobStore } from '../blob-store.js';
import { Turns } from '../turns.js';
import { AzureBlobsError, isContainerAbsent, withoutSecrets } from './azure-blobs-error.js';
import { containerClient, type AzureContainer } from './azure-container.js';
import { dateOf, deleteBlob, MAX_BLOB_BYTES, putBlob, readBlob, touchBlob } from './one-blob.js';

/** Requests at once: enough to hide the way to the data centre, few enough to share its bandwidth before the deadline. */
const REQUESTS = 32;

/** Options of {@link azureBlobs}. */
export type AzureBlobOptions = AzureContainer & {
  /** Folder within the container, named like a blob. Default: none. */
  readonly prefix?: string;
  /** Whether to create the container where it is missing. Default: true. */
  readonly createContainer?: boolean;
  /** How long one operation may take with its retries, in milliseconds. Default: 60,000. */
  readonly deadlineMs?: number;
  /** Blobs asked for in one page of a listing. Default: 5,000, the most that the service gives. */
  readonly pageSize?: number;
  /** Dates the blobs. Default: the machine's clock. */
  readonly clock?: Clock;
};

/**
 * Blobs in a container of Azure Blob Storage: block blobs, dated by a metadata field. Any number of processes may use
 * one container; their clocks are trusted as far as a sweep's grace period reaches. Opening reads one page of names,
 * so that a wrong address or credential comes up at once. Every operation ends by its deadline, after retries of
 * transient faults, and a fault comes as {@link AzureBlobsError}. A `delete` whose first answer was lost on its way
 * finds the blob gone and answers `false`.
 * @see https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api
 */
export async function azureBlobs(options: AzureBlobOptions): Promise<BlobStore> {
  const { prefix, createContainer = true, deadlineMs = 60_000, pageSize = 5000 } = options;
  if (prefix !== undefined) assertBlobName(prefix);
  const store = new AzureBlobs(containerClient(options, deadlineMs), {
    prefix: prefix === undefined ? '' : `${prefix}/`,
    deadlineMs,
    pageSize,
    clock: options.clock ?? systemClock,
  });
  await store.open(createContainer);
  return store;
}

/** How an {@link AzureBlobs} works. `prefix` is empty or ends in a slash. */
interface Manner {
  readonly prefix: string;
  readonly deadlineMs: number;
  readonly pageSize: number;
  readonly clock: Clock;
}

class AzureBlobs implements BlobStore {
  private readonly turns = new Turns(REQUESTS);

  constructor(
    private readonly container: ContainerClient,
    private readonly manner: Manner,
  ) {}

  /** Looks before it creates: a credential for one container cannot create any. */
  async open(createContainer: boolean): Promise<void> {
    await this.within(async (abortSignal) => {
      const pages = this.container
        .listBlobsFlat({ prefix: this.manner.prefix, abortSignal })
        .byPage({ maxPageSize: 1 });
      try {
        await pages.next();
      } catch (error) {
        if (!createContainer || !isContainerAbsent(error)) throw error;
        await this.container.createIfNotExists({ abortSignal });
      }
    });
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    const blob = this.blob(name);
    if (bytes.length > MAX_BLOB_BYTES) throw new RangeError(`A blob has at most ${MAX_BLOB_BYTES} bytes.`);
    await this.within((abortSignal) => putBlob(blob, bytes, this.manner.clock.now(), abortSignal));
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    const blob = this.blob(name);
    return this.within((abortSignal) => readBlob(blob, abortSignal));
  }

  async touch(name: string): Promise<boolean> {
    const blob = this.blob(name);
    return this.within((abortSignal) => touchBlob(blob, this.manner.clock.now(), abortSignal));
  }

  async *list(folder: string): AsyncGenerator<BlobInfo> {
    const prefix = `${this.blobName(folder)}/`;
    let continuationToken: string | undefined;
    do {
      const page = await this.page(prefix, continuationToken);
      yield* page.blobs;
      continuationToken = page.continuationToken;
    } while (continuationToken);
  }

  async delete(name: string, limit?: Date): Promise<boolean> {
    const blob = this.blob(name);
    return this.within((abortSignal) => deleteBlob(blob, limit, abortSignal));
  }

  private async page(
    prefix: string,
    continuationToken: string | undefined,
  ): Promise<{ readonly blobs: readonly BlobInfo[]; readonly continuationToken: string | undefined }> {
    return this.within(async (abortSignal) => {
      const settings = { maxPageSize: this.manner.pageSize, ...(continuationToken && { continuationToken }) };
      const pages = this.container
        .listBlobsFlat({ prefix, includeMetadata: true, abortSignal })
        .byPage(settings);
      for await (const { segment, continuationToken: next } of pages)
        return { blobs: segment.blobItems.map((item) => this.infoOf(item)), continuationToken: next };
      return { blobs: [], continuationToken: undefined };
    });
  }

  /** Runs an operation in its turn and by its deadline, and lets out none of the driver's errors. */
  private async within<Result>(operation: (abortSignal: AbortSignal) => Promise<Result>): Promise<Result> {
    return this.turns.run(async () => {
      const deadline = AbortSignal.timeout(this.manner.deadlineMs);
      try {
        return await operation(deadline);
      } catch (error) {
        throw deadline.aborted ? new AzureBlobsError('unreachable', 'deadline') : withoutSecrets(error);
      }
    });
  }

  private blob(name: string): BlockBlobClient {
    return this.container.getBlockBlobClient(this.blobName(name));
  }

  /** Azure may drop a dot at a segment's end, so a plus sign, which no name has, goes after it. */
  private blobName(name: string): string {
    assertBlobName(name);
    return this.manner.prefix + name.replace(/\.(?=\/|$)/g, '.+');
  }

  private infoOf({ name, metadata, properties }: BlobItem): BlobInfo {
    return {
      name: name.slice(this.manner.prefix.length).replaceAll('+', ''),
      modifiedAt: dateOf({ metadata, lastModified: properties.lastModified }),
    };
  }
}
