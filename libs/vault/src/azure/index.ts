export { azureBlobs, type AzureBlobOptions } from './azure-blobs.js';
export { AzureBlobsError, type AzureBlobsFault } from './azure-blobs-error.js';
export { type AzureContainer } from './azure-container.js';
