import type { VersionedTables } from '../database/versioned-tables.js';

/**
 * The changes of reports. `place` is a change's number in its report: it keeps rows with equal keys in the report's
 * order, and is the same whenever the report is filled again, so cursors may hold it. Each index holds all that
 * filters look at: a page is found in the index of its order alone, and only the rows that it shows are read. The
 * `_key` columns sort without regard to case, and hold empty text where the change has no such thing.
 */
export const CHANGE_TABLES: VersionedTables = {
  name: 'changes',
  version: 3,
  tables: ['change_reports', 'changes', 'change_attributes', 'change_doings', 'change_counts'],
  create: `
    CREATE TABLE change_reports (
      report INTEGER PRIMARY KEY AUTOINCREMENT,
      report_id TEXT UNIQUE,
      filled INTEGER NOT NULL DEFAULT 0,
      changes INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE changes (
      id INTEGER PRIMARY KEY,
      report INTEGER NOT NULL,
      place INTEGER NOT NULL,
      object_id TEXT NOT NULL,
      object_type TEXT NOT NULL,
      action TEXT NOT NULL,
      kind TEXT NOT NULL,
      recoverable INTEGER NOT NULL,
      name_key TEXT NOT NULL,
      attribute_key TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX changes_by_object ON changes (report, object_id);
    CREATE INDEX changes_by_object_type ON changes (report, object_type, place, action, kind, recoverable, name_key);
    CREATE INDEX changes_by_action ON changes (report, action, place, object_type, kind, recoverable, name_key);
    CREATE INDEX changes_by_kind ON changes (report, kind, place, object_type, action, recoverable, name_key);
    CREATE INDEX changes_by_name_key ON changes (report, name_key, place, object_type, action, kind, recoverable);
    CREATE INDEX changes_by_attribute_key
      ON changes (report, attribute_key, place, object_type, action, kind, recoverable, name_key);

    CREATE TABLE change_attributes (
      report INTEGER NOT NULL,
      attribute TEXT NOT NULL,
      place INTEGER NOT NULL,
      PRIMARY KEY (report, attribute, place)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE change_doings (
      report INTEGER NOT NULL,
      place INTEGER NOT NULL,
      doing INTEGER NOT NULL,
      actor_id TEXT NOT NULL,
      actor_key TEXT NOT NULL,
      at TEXT NOT NULL,
      first_at TEXT NOT NULL,
      PRIMARY KEY (report, place, doing)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE change_counts (
      report INTEGER NOT NULL,
      attribute TEXT NOT NULL,
      object_type TEXT NOT NULL,
      action TEXT NOT NULL,
      kind TEXT NOT NULL,
      recoverable INTEGER NOT NULL,
      changes INTEGER NOT NULL,
      PRIMARY KEY (report, attribute, object_type, action, kind, recoverable)
    ) STRICT, WITHOUT ROWID;
  `,
};
