import { writeFile } from 'node:fs/promises';
import { GENERATED, generatedDocuments } from './documents.ts';

await writeFile(GENERATED, await generatedDocuments());
