import { writeFile } from 'node:fs/promises';
import { generatedFile, isClient, typedDocuments } from './typed-documents.ts';

// One client a process: the generator remembers the names of fragments, and each client has its own of one name.
const [client = ''] = process.argv.slice(2);
if (!isClient(client)) throw new Error(`Name the client to write the documents of, not '${client}'.`);
await writeFile(generatedFile(client), await typedDocuments(client));
