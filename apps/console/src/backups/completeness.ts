import type { BackupDetailsQuery, BackupRowFragment } from '../api/generated.js';
import { spaced } from '../words/changes.js';
import { typeWords } from '../words/object-types.js';

/** Tells whether a backup lacks something that it should hold. */
export function isPartial({ completeness }: Pick<BackupRowFragment, 'completeness'>): boolean {
  return completeness === 'partial';
}

/** Whether a backup holds all that it should, in words; a dash while it is not known. */
export function completenessWords({
  completeness,
  partialTypes,
}: Pick<BackupRowFragment, 'completeness' | 'partialTypes'>): string {
  if (completeness === null) return '–';
  if (completeness === 'complete') return 'Complete';
  return `Partial: ${typeWords(partialTypes)}`;
}

type TypeCertificate = NonNullable<BackupDetailsQuery['backup']>['certificate'][number];

const GAP_WORDS = new Map([
  ['permission', 'Objects or links: Known Good lacks a permission.'],
  ['licence', 'Objects or links: the tenant lacks a licence.'],
  ['error', 'Objects or links: Microsoft Graph answered with an error.'],
  ['count', 'Objects: the tenant counts others than it shows.'],
  ['import', 'Whatever the export has left out.'],
]);

const UNREAD_WORDS = new Map([
  ['noGraphApi', 'no public API shows it'],
  ['permission', 'Known Good lacks a permission'],
  ['error', 'reading it failed'],
]);

/** What a backup lacks of one object type, and why, a sentence each; what has no words here is told in its own. */
export function missingWords({ gaps, unread }: Pick<TypeCertificate, 'gaps' | 'unread'>): readonly string[] {
  const words = [
    ...gaps.map((gap) => GAP_WORDS.get(gap) ?? `${spaced(gap)}.`),
    ...unread.map(({ attribute, cause }) => `${attribute}: ${UNREAD_WORDS.get(cause) ?? spaced(cause)}.`),
  ];
  return words.length === 0 ? ['Nothing is missing'] : words;
}
