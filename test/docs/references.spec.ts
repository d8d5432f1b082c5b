import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { graphqlReference } from './graphql-reference.js';
import { docPages } from './pages.js';
import { settingsReference, variablesRead } from './settings-reference.js';

const text = (path: string): string => readFileSync(path, 'utf8');

/** The variables that any part of the product or its tests reads. */
function readKnown(): ReadonlySet<string> {
  const sources = globSync('{apps,libs,test}/**/*.{ts,mjs}').map(text).join('\n');
  return new Set([...sources.matchAll(/\bKNOWN_GOOD_[A-Z_]+/g)].map(([name]) => name));
}

describe('the reference of the settings', () => {
  it('is current: npm run schema writes it', () => {
    expect(text('docs/reference/settings.md')).toBe(settingsReference());
  });

  it('names every variable that the server reads, as does the page that explains them', () => {
    const missing = (page: string): readonly string[] =>
      variablesRead().filter((name) => !page.includes(`\`${name}`));
    expect(variablesRead()).toEqual(expect.arrayContaining(['HOST', 'KNOWN_GOOD_DATA', 'KNOWN_GOOD_ISSUER']));
    expect(missing(settingsReference())).toEqual([]);
    expect(missing(text('docs/settings.md'))).toEqual([]);
  });

  it('has no line without a name and a meaning', () => {
    expect(
      settingsReference()
        .split('\n')
        .filter((line) => /^\|\s*\||\|\s*\|$/.test(line)),
    ).toEqual([]);
  });

  it('of the tenants’ own settings is in the API’s', () => {
    expect(graphqlReference()).toContain('### ChangeSettingsInput');
  });
});

describe('the reference of the API', () => {
  it('is current: npm run schema writes it', () => {
    expect(text('docs/reference/graphql.md')).toBe(graphqlReference());
  });

  it('leads from each type to its section', () => {
    const sections = new Set(
      [...graphqlReference().matchAll(/^### `?(\w+)/gm)].map(([, name = '']) => name.toLowerCase()),
    );
    const wanted = [...graphqlReference().matchAll(/\]\(#(\w+)\)/g)].map(([, name = '']) => name);
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter((name) => !sections.has(name))).toEqual([]);
  });
});

describe('the pages', () => {
  it('speak of no variable that nothing reads', () => {
    const known = readKnown();
    const unknown = docPages().flatMap(({ path, text: page }) =>
      [...page.matchAll(/\bKNOWN_GOOD_[A-Z_]+/g)].map(([name]) => `${path}: ${name}`),
    );
    expect(unknown.filter((each) => !known.has(each.replace(/.*: /, '')))).toEqual([]);
  });
});
