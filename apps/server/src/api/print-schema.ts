import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { schemaText } from './schema-text.js';

/** The committed schema, relative to the repository's root, from which npm scripts run. */
const COMMITTED = 'schema/schema.graphql';

const text = await schemaText();
if (process.argv.includes('--check')) {
  const committed = await readFile(COMMITTED, 'utf8').catch(() => '');
  if (committed !== text) {
    console.error(`${COMMITTED} is stale. Build, run print-schema without --check, and commit the file.`);
    process.exitCode = 1;
  }
} else {
  await writeFile(COMMITTED, text);
}
