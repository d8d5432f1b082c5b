import { join } from 'node:path';

/** Where the product keeps its data unless it is told otherwise. */
export function defaultDataFolder(): string {
  return process.env['KNOWN_GOOD_DATA'] ?? '.known-good';
}

/** The issuer's own files: keys and the demonstration accounts' passwords. */
export function issuerFolder(dataFolder: string): string {
  return join(dataFolder, 'issuer');
}
