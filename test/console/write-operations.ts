import { writeFile } from 'node:fs/promises';
import { GENERATED, generatedOperations } from './operations.ts';

await writeFile(GENERATED, await generatedOperations());
