import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CATALOGUE, OBJECT_TYPES } from '#catalogue';
import { catalogueReference } from './catalogue-reference.js';

describe('the reference of the catalogue', () => {
  it('is current: npm run schema writes it', () => {
    expect(readFileSync('docs/catalogue.md', 'utf8')).toBe(catalogueReference());
  });

  it('names every kept attribute and link', () => {
    const text = catalogueReference();
    for (const type of OBJECT_TYPES)
      for (const { name } of [
        ...CATALOGUE[type].attributes.filter(({ role }) => role !== 'ignored'),
        ...CATALOGUE[type].links,
      ])
        expect(text).toContain(`\`${name}\``);
  });
});
