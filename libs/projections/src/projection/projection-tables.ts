import type { VersionedTables } from '../database/versioned-tables.js';

/**
 * The rows that follow from the log. `seq` is everywhere the number of an event in the whole log, counted from 1
 * over all events, known or not: it is the same on every node and after every rebuild, so cursors may hold it.
 */
export const PROJECTION_TABLES: VersionedTables = {
  name: 'projection',
  version: 1,
  tables: [
    'checkpoint',
    'documents',
    'recovery_steps',
    'recovery_objects',
    'audit',
    'audit_counts',
    'audit_clocks',
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

    CREATE TABLE audit (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      position TEXT NOT NULL,
      tenant_id TEXT NOT NULL,
      at TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      clock_ms INTEGER NOT NULL,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      origin TEXT NOT NULL,
      activity TEXT NOT NULL,
      subject_kind TEXT NOT NULL,
      subject_id TEXT NOT NULL,
      outcome TEXT NOT NULL,
      correlation_id TEXT NOT NULL,
      details TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_by_tenant ON audit (tenant_id, seq, at_ms);
    CREATE INDEX audit_by_clock ON audit (tenant_id, clock_ms, seq);
    CREATE INDEX audit_by_activity ON audit (tenant_id, activity, seq, at_ms);
    CREATE INDEX audit_by_actor ON audit (tenant_id, actor_id, activity, seq, at_ms);
    CREATE INDEX audit_by_subject ON audit (tenant_id, subject_id, activity, seq, at_ms);

    CREATE TABLE audit_counts (
      tenant_id TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      activity TEXT NOT NULL,
      outcome TEXT NOT NULL,
      entries INTEGER NOT NULL,
      PRIMARY KEY (tenant_id, actor_id, activity, outcome)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE audit_clocks (
      tenant_id TEXT PRIMARY KEY,
      clock_ms INTEGER NOT NULL,
      lag_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
