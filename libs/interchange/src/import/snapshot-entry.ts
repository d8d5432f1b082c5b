import { encodeObject, linkKey, objectKey } from '#catalogue';
import type { SnapshotEntry } from '../format/object-with-links.js';
import type { ImportedItem } from './ledger.js';

/** The key and text under which a snapshot keeps what was imported. */
export function snapshotEntry(imported: ImportedItem): SnapshotEntry {
  return imported.item === 'object'
    ? { key: objectKey(imported.object), value: encodeObject(imported.object) }
    : { key: linkKey(imported.link), value: imported.value };
}
