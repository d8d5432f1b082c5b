import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { generatedFile, typedDocuments } from './typed-documents.js';

it('the typed documents of the console follow from the committed schema; `npm run schema` makes them anew', async () => {
  expect(await readFile(generatedFile('console'), 'utf8')).toBe(await typedDocuments('console'));
});
