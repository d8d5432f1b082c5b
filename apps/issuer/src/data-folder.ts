import { join } from 'node:path';

/** Where the issuer of a product that keeps its data in `productFolder` has its keys and passwords. */
export function issuerFolder(productFolder = process.env['KNOWN_GOOD_DATA'] || '.known-good'): string {
  return join(productFolder, 'issuer');
}
