import type { BackupRowFragment } from '../api/generated.js';
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
