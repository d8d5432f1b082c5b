import { mkdirSync, writeFileSync } from 'node:fs';
import { catalogueReference } from './catalogue-reference.ts';
import { graphqlReference } from './graphql-reference.ts';
import { settingsReference } from './settings-reference.ts';

writeFileSync('docs/catalogue.md', catalogueReference());
mkdirSync('docs/reference', { recursive: true });
writeFileSync('docs/reference/graphql.md', graphqlReference());
writeFileSync('docs/reference/settings.md', settingsReference());
