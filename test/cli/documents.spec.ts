import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { GENERATED, generatedDocuments } from './documents.js';

describe('the command line’s typed documents', () => {
  it('are those that follow from the committed schema; `npm run schema` makes them anew', async () => {
    expect(await readFile(GENERATED, 'utf8')).toBe(await generatedDocuments());
  });
});
