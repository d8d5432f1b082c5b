import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#runtime';
import { openVaults } from '#vault';
import { localBlobs } from '#vault/local';

/** Sweeps a tenant's vault of all that these roots do not reach: the program of a process that is killed meanwhile. */
const [dataFolder = '', tenantId = '', ...roots] = process.argv.slice(2);
const key = Buffer.from(readFileSync(join(dataFolder, 'vault.key'), 'utf8').trim(), 'hex');
const blobs = await localBlobs(join(dataFolder, 'vault'));
const vault = openVaults({ blobs, key, clock: systemClock, graceMs: 0 }).of(tenantId);
console.log(JSON.stringify(await vault.sweep(roots)));
