/** Text as names are searched by: whatever its case, and however its letters are composed. */
export function searchKey(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
