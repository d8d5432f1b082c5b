import type { TokenCredential } from '@azure/identity';
import {
  ContainerClient,
  StorageRetryPolicyType,
  type ContainerClientOptions,
  type StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { AzureBlobsError } from './azure-blobs-error.js';

/**
 * Where a container is and how to get in: by its URL (`https://<account>.blob.core.windows.net/<container>`) with a
 * credential, by its URL with a shared access signature in it, or by an account's connection string.
 */
export type AzureContainer =
  | {
      readonly containerUrl: string;
      readonly credential?: TokenCredential | StorageSharedKeyCredential;
    }
  | { readonly connectionString: string; readonly container: string };

/** Tries of one request: at once, then after 0, 0.5, 1.5 and 3.5 seconds. */
const TRIES = 5;
const RETRY_DELAY_MS = 500;

/**
 * The driver's client of a container. It tries again what failed by a transient fault: a broken connection, status
 * 500 or 503. Asks nothing of the service; throws `AzureBlobsError` (`misconfigured`) on what cannot be an address.
 * @see https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
 */
export function containerClient(at: AzureContainer, deadlineMs: number): ContainerClient {
  const options: ContainerClientOptions = {
    retryOptions: {
      retryPolicyType: StorageRetryPolicyType.EXPONENTIAL,
      maxTries: TRIES,
      retryDelayInMs: RETRY_DELAY_MS,
      // Told to the service: it drops a request that we have given up, rather than carry it out late.
      tryTimeoutInMs: deadlineMs,
    },
  };
  return 'containerUrl' in at
    ? byUrl(at.containerUrl, at.credential, options)
    : byConnectionString(at, options);
}

function byUrl(
  text: string,
  credential: TokenCredential | StorageSharedKeyCredential | undefined,
  options: ContainerClientOptions,
): ContainerClient {
  const url = URL.parse(text);
  const path = url?.pathname.split('/').filter((segment) => segment !== '') ?? [];
  if (!url || !/^https?:$/.test(url.protocol) || !isContainerName(path.at(-1)))
    throw new AzureBlobsError(
      'misconfigured',
      'the URL must read https://<account>.blob.core.windows.net/<container>',
    );
  if (!credential && !url.searchParams.has('sig'))
    throw new AzureBlobsError('misconfigured', 'the URL comes without credential and signature');
  return new ContainerClient(url.href, credential, options);
}

function byConnectionString(
  at: { readonly connectionString: string; readonly container: string },
  options: ContainerClientOptions,
): ContainerClient {
  if (!isContainerName(at.container))
    throw new AzureBlobsError('misconfigured', 'the container has no possible name');
  try {
    return new ContainerClient(at.connectionString, at.container, options);
  } catch {
    throw new AzureBlobsError('misconfigured', 'the connection string cannot be read');
  }
}

function isContainerName(name: string | undefined): boolean {
  return name !== undefined && /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);
}
