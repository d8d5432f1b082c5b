import { readFileSync } from 'node:fs';
import { DefaultAzureCredential } from '@azure/identity';
import type { BlobStore } from '#vault';
import { azureBlobs, AzureBlobsError } from '#vault/azure';
import { localBlobs } from '#vault/local';
import { InvalidSettingsError, type VaultSetting } from '../settings/settings.js';

const CONTAINER = 'known-good';

/** Opens the place where backups lie. */
export async function openBlobs(setting: VaultSetting, localFolder: string): Promise<BlobStore> {
  if (setting.kind === 'local') return localBlobs(localFolder);
  try {
    return await azureBlobs(
      setting.kind === 'azure'
        ? { containerUrl: setting.containerUrl, credential: new DefaultAzureCredential() }
        : { connectionString: connectionString(setting.file), container: CONTAINER },
    );
  } catch (error) {
    if (error instanceof AzureBlobsError && error.fault === 'misconfigured')
      throw new InvalidSettingsError(`KNOWN_GOOD_VAULT cannot be used: ${error.message}`);
    throw error;
  }
}

function connectionString(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new InvalidSettingsError(`KNOWN_GOOD_VAULT names ${file}, which cannot be read.`);
  }
}
