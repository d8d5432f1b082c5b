import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidSettingsError } from './settings.js';

/**
 * The key that seals the vault: 32 bytes in hex. Made at the first start; once there are backups, a missing key
 * is refused instead, because a new one could not read them.
 */
export function readOrCreateVaultKey(file: string, vaultFolder: string): Buffer {
  if (!existsSync(file)) {
    if (existsSync(vaultFolder) && readdirSync(vaultFolder).length > 0)
      throw new InvalidSettingsError(
        `${file} is missing, but there are backups sealed with it. Bring the key back.`,
      );
    create(file);
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new InvalidSettingsError(`${file} must hold 32 bytes in hex.`);
  return key;
}

function create(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Two processes start at once: the other one's key is as good.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
