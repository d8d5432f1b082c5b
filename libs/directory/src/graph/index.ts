export { openGraphDirectory, type GraphDirectoryOptions } from './open-graph-directory.js';
export { evenPace, type Pace } from './request/pace.js';
export type { QuotaSettings } from './request/tenant-quota.js';
export type { OnWaiting } from './request/waiting.js';
export { azureTokens, type AzureCredential, type AzureTokenOptions } from './tokens/azure-tokens.js';
export { staticTokens, type TokenSource } from './tokens/token-source.js';
