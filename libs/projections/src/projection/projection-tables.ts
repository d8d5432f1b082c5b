import type { VersionedTables } from '../database/versioned-tables.js';

/**
 * The rows that follow from the log. `seq` is everywhere the number of an event in the whole log, counted from 1
 * over all events, known or not: it is the same on every node and after every rebuild, so cursors may hold it.
 *
 * The audit log grows without end, so its indexes hold numbers only: `audit_ids` numbers the ids of actors and
 * subjects, and a *series* is what one tenant's log has of one activity.
 */
export const PROJECTION_TABLES: VersionedTables = {
  name: 'projection',
  version: 6,
  tables: [
    'checkpoint',
    'documents',
    'recovery_steps',
    'recovery_objects',
    'audit',
    'audit_ids',
    'audit_series',
    'audit_counts',
    'audit_clocks',
    'audit_seconds',
  ],
  create: `
    CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;

    CREATE TABLE documents (
      seq INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      tenant_id TEXT NOT NULL,
      at TEXT NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (kind, id)
    ) STRICT;
    CREATE INDEX documents_by_tenant ON documents (kind, tenant_id, seq);

    CREATE TABLE recovery_steps (
      seq INTEGER PRIMARY KEY,
      recovery INTEGER NOT NULL,
      step INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (recovery, step)
    ) STRICT;
    CREATE INDEX recovery_steps_by_outcome ON recovery_steps (recovery, outcome, seq);

    CREATE TABLE recovery_objects (
      recovery INTEGER NOT NULL,
      object_id TEXT NOT NULL,
      PRIMARY KEY (recovery, object_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE audit_ids (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE audit_series (
      series INTEGER PRIMARY KEY,
      tenant_id TEXT NOT NULL,
      activity TEXT NOT NULL,
      outcome TEXT NOT NULL,
      UNIQUE (tenant_id, activity)
    ) STRICT;
    CREATE TABLE audit (
      seq INTEGER PRIMARY KEY,
      series INTEGER NOT NULL,
      actor INTEGER NOT NULL,
      subject INTEGER NOT NULL,
      at_ms INTEGER NOT NULL,
      at TEXT NOT NULL,
      id TEXT NOT NULL,
      position TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      origin TEXT NOT NULL,
      subject_kind TEXT NOT NULL,
      correlation_id TEXT NOT NULL,
      schema_version INTEGER NOT NULL,
      details TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_by_series ON audit (series, seq, at_ms);
    CREATE INDEX audit_by_actor ON audit (actor, series, seq, at_ms);
    CREATE INDEX audit_by_subject ON audit (subject, series, seq, at_ms);
    CREATE TABLE audit_counts (
      series INTEGER NOT NULL,
      actor INTEGER NOT NULL,
      entries INTEGER NOT NULL,
      PRIMARY KEY (series, actor)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE audit_clocks (
      tenant_id TEXT PRIMARY KEY,
      clock_ms INTEGER NOT NULL,
      lag_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE audit_seconds (
      tenant_id TEXT NOT NULL,
      second INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      PRIMARY KEY (tenant_id, second)
    ) STRICT, WITHOUT ROWID;
  `,
};
