import { writeFileSync } from 'node:fs';
import { catalogueReference } from './catalogue-reference.ts';

writeFileSync('docs/catalogue.md', catalogueReference());
