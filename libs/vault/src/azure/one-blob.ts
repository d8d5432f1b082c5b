import { createHash } from 'node:crypto';
import type { BlobClient, BlobDownloadResponseParsed, BlockBlobClient } from '@azure/storage-blob';
import { AzureBlobsError, isAbsent, isChanged } from './azure-blobs-error.js';

/** What is put or read in one request. The vault's blobs stay far below. */
export const MAX_BLOB_BYTES = 256 * 1024 * 1024;
/** Readings of one blob: the driver tries again until an answer begins, not when it breaks off. */
const READS = 4;
/** The metadata field that dates a blob. The service's own date has whole seconds only, by a clock that is not ours. */
const DATE_FIELD = 'modified';

/** Puts a blob in one request, so that it is there as a whole or not at all. */
export async function putBlob(
  blob: BlockBlobClient,
  bytes: Uint8Array,
  modifiedAt: Date,
  abortSignal: AbortSignal,
): Promise<void> {
  await blob.upload(bytes, bytes.length, {
    abortSignal,
    metadata: dated(modifiedAt),
    // Checked by the service before it stores anything, and kept with the blob.
    blobHTTPHeaders: { blobContentMD5: createHash('md5').update(bytes).digest() },
  });
}

/** Reads a blob as a whole; where its answer breaks off, from the start, since it may have been replaced meanwhile. */
export async function readBlob(blob: BlobClient, abortSignal: AbortSignal): Promise<Uint8Array | undefined> {
  for (let attempt = 0; attempt < READS; attempt += 1) {
    const answer = await unlessAbsent(blob.download(0, undefined, { abortSignal, maxRetryRequests: 0 }));
    if (!answer) return undefined;
    const bytes = await wholeBody(answer);
    if (bytes) return bytes;
    abortSignal.throwIfAborted();
  }
  throw new AzureBlobsError('unreachable', 'cut answer');
}

/** Dates a blob anew, and answers whether it is there. */
export async function touchBlob(
  blob: BlobClient,
  modifiedAt: Date,
  abortSignal: AbortSignal,
): Promise<boolean> {
  return (await unlessAbsent(blob.setMetadata(dated(modifiedAt), { abortSignal }))) !== undefined;
}

/** Deletes a blob, where a limit is given only if it is dated no later, and answers whether it did. */
export async function deleteBlob(
  blob: BlobClient,
  limit: Date | undefined,
  abortSignal: AbortSignal,
): Promise<boolean> {
  if (!limit) return (await unlessAbsent(deletion(blob, {}, abortSignal))) !== undefined;
  for (;;) {
    const outcome = await deleteUnchanged(blob, limit, abortSignal);
    if (outcome !== 'changed') return outcome === 'deleted';
  }
}

/** What the service tells of a blob's dates. */
interface Dates {
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly lastModified?: Date | undefined;
}

/** The date that we gave a blob, or the service's where something else put it there. */
export function dateOf({ metadata, lastModified }: Dates): Date {
  const given = new Date(metadata?.[DATE_FIELD] ?? Number.NaN);
  return Number.isNaN(given.getTime()) && lastModified ? lastModified : given;
}

function dated(modifiedAt: Date): Record<string, string> {
  return { [DATE_FIELD]: modifiedAt.toISOString() };
}

/** The body of an answer, or `undefined` where it broke off. */
async function wholeBody(answer: BlobDownloadResponseParsed): Promise<Uint8Array | undefined> {
  const { readableStreamBody, contentLength } = answer;
  if (!readableStreamBody || contentLength === undefined || contentLength > MAX_BLOB_BYTES)
    throw new AzureBlobsError('failed', 'blob of an impossible size');
  const parts: Uint8Array[] = [];
  try {
    for await (const part of readableStreamBody) parts.push(Buffer.from(part));
  } catch {
    return undefined;
  }
  const bytes = Buffer.concat(parts);
  return bytes.length === contentLength ? bytes : undefined;
}

/** Deletes the blob as it was seen: any put or touch after that gives it another ETag, and it must be seen again. */
async function deleteUnchanged(
  blob: BlobClient,
  limit: Date,
  abortSignal: AbortSignal,
): Promise<'deleted' | 'kept' | 'changed'> {
  try {
    const seen = await blob.getProperties({ abortSignal });
    if (seen.etag === undefined) throw new AzureBlobsError('failed', 'blob without ETag');
    if (dateOf(seen) > limit) return 'kept';
    await deletion(blob, { ifMatch: seen.etag }, abortSignal);
    return 'deleted';
  } catch (error) {
    if (isAbsent(error)) return 'kept';
    if (isChanged(error)) return 'changed';
    throw error;
  }
}

function deletion(
  blob: BlobClient,
  conditions: { readonly ifMatch?: string },
  abortSignal: AbortSignal,
): Promise<unknown> {
  return blob.delete({ abortSignal, conditions, deleteSnapshots: 'include' });
}

async function unlessAbsent<Result>(request: Promise<Result>): Promise<Result | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
