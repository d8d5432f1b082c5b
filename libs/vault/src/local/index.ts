export { localBlobs, type LocalBlobOptions } from './local-blobs.js';
