import { counted } from '../format/numbers.js';
import { LINK_WORDS } from '../words/changes.js';
import type { ChangeRow } from './change-rows.js';

/** What has changed of an object, in one line: attributes by name, links by kind and number. */
export function changedWords({ attributes, links }: Pick<ChangeRow, 'attributes' | 'links'>): string {
  const byKind = Map.groupBy(links, ({ link, change }) => `${link} ${LINK_WORDS[change].toLowerCase()}`);
  return [
    ...attributes.map(({ name }) => name),
    ...[...byKind].map(([words, same]) => `${counted(same.length, 'link')} ${words}`),
  ].join(', ');
}
