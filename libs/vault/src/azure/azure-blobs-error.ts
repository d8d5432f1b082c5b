import { RestError } from '@azure/storage-blob';

/**
 * Why the store could not do what it was asked.
 * - `misconfigured`: the address, connection string or credential cannot be used; nothing was sent.
 * - `unreachable`: no answer, or none but "busy", within the deadline and its retries. The same call may work later.
 * - `refused`: the account knows us not, or does not let us.
 * - `failed`: any other answer that is an error.
 */
export type AzureBlobsFault = 'misconfigured' | 'unreachable' | 'refused' | 'failed';

const ADVICE: Readonly<Record<AzureBlobsFault, string>> = {
  misconfigured: 'The setting of Azure Blob Storage cannot be used',
  unreachable:
    'Azure Blob Storage cannot be reached; if this lasts, check the address and the network rules of the account',
  refused:
    'Azure Blob Storage refused access; give the identity the role Storage Blob Data Contributor on the container, or renew the key or token',
  failed: 'Azure Blob Storage could not do what it was asked',
};

/**
 * Thrown by the Azure adapter in place of the driver's errors: those hold the whole request, with its token or
 * signature, and so must never reach a log. `code` is the service's error code, a system error code, or the reason.
 */
export class AzureBlobsError extends Error {
  override readonly name = 'AzureBlobsError';
  constructor(
    readonly fault: AzureBlobsFault,
    readonly code: string,
  ) {
    super(`${ADVICE[fault]}: ${code}.`);
  }
}

/** The blob is not there. That its container is not there is another matter: the vault would look empty. */
export function isAbsent(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404 && serviceCode(error) !== 'ContainerNotFound';
}

/** The container is not there. */
export function isContainerAbsent(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404;
}

/** The blob is no longer as the request said that it must be. */
export function isChanged(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 412;
}

/** What to throw in place of an error of the driver. */
export function withoutSecrets(error: unknown): AzureBlobsError {
  if (error instanceof AzureBlobsError) return error;
  if (error instanceof RestError && error.statusCode !== undefined)
    return new AzureBlobsError(faultOf(error.statusCode), serviceCode(error));
  if (!(error instanceof Error)) return new AzureBlobsError('failed', 'unknown');
  if (error instanceof TypeError || error instanceof RangeError)
    return new AzureBlobsError('failed', error.name);
  if (/Authentication|Credential/.test(error.name)) return new AzureBlobsError('refused', error.name);
  return new AzureBlobsError('unreachable', plain(codeOf(error)) ?? error.name);
}

function faultOf(status: number): AzureBlobsFault {
  if (status === 401 || status === 403) return 'refused';
  return status === 408 || status === 429 || status >= 500 ? 'unreachable' : 'failed';
}

/** https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2 */
function serviceCode(error: RestError): string {
  return plain(codeOf(error.details)) ?? plain(error.code) ?? `status ${error.statusCode}`;
}

function codeOf(holder: unknown): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined;
  if ('errorCode' in holder) return holder.errorCode;
  return 'code' in holder ? holder.code : undefined;
}

/** A code as such: one word, so that no text of an answer comes along with it. */
function plain(code: unknown): string | undefined {
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : undefined;
}
