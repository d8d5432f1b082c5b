import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { Attack, Suite } from '../attack.ts';
import { OTHER_TENANT, TENANT } from '../attack-issuer.ts';
import type { RunningProduct } from '../running-product.ts';

const VERIFY = fileURLToPath(new URL('../../../dist/apps/cli/src/verify/main.js', import.meta.url));

/** Changes a copy of the data folder; `verify` must say so (exit code 1). */
function tamperer(
  product: RunningProduct,
  ...options: readonly string[]
): (what: string, change: (folder: string) => void, exit?: number) => Attack {
  return (what, change, exit = 1) => ({
    what,
    refused: () => {
      const folder = mkdtempSync(join(tmpdir(), 'known-good-tampered-'));
      try {
        cpSync(product.folder, folder, { recursive: true });
        change(folder);
        const { status, stderr, stdout } = spawnSync(
          process.execPath,
          ['--no-warnings', VERIFY, '--data', folder, ...options],
          { encoding: 'utf8' },
        );
        if (status !== exit)
          throw new Error(`verify ended with ${status}: ${stdout.slice(-200)} ${stderr.slice(-200)}`);
        return true;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  });
}

/** S8: the vault's files. */
export async function vaultTampering(product: RunningProduct): Promise<Suite> {
  const tamper = tamperer(product, '--backups');
  const change = (edit: (bytes: Buffer) => Buffer) => (folder: string) => {
    for (const file of filesOf(folder)) writeFileSync(file, edit(readFileSync(file)));
  };
  return {
    name: 'S8 vault tampering',
    attacks: [
      tamper(
        'a bit flipped at the start',
        change((bytes) => flipped(bytes, 0)),
      ),
      tamper(
        'a bit flipped in the middle',
        change((bytes) => flipped(bytes, bytes.length >> 1)),
      ),
      tamper(
        'a bit flipped in the last byte',
        change((bytes) => flipped(bytes, bytes.length - 1)),
      ),
      tamper(
        'files cut short by a byte',
        change((bytes) => bytes.subarray(0, -1)),
      ),
      tamper(
        'files cut in half',
        change((bytes) => bytes.subarray(0, bytes.length >> 1)),
      ),
      tamper(
        'files emptied',
        change(() => Buffer.alloc(0)),
      ),
      tamper(
        'files of zeroes',
        change((bytes) => Buffer.alloc(bytes.length)),
      ),
      tamper(
        'files made longer',
        change((bytes) => Buffer.concat([bytes, Buffer.alloc(16)])),
      ),
      tamper('files removed', (folder) => filesOf(folder).forEach((file) => rmSync(file))),
      tamper('files swapped', (folder) => {
        const files = filesOf(folder);
        const contents = files.map((file) => readFileSync(file));
        files.forEach((file, at) => writeFileSync(file, contents[(at + 1) % files.length] ?? ''));
      }),
      tamper('another tenant’s files in place of ours', (folder) => {
        const theirs = readFileSync(filesOf(folder, OTHER_TENANT)[0] ?? '');
        for (const file of filesOf(folder)) writeFileSync(file, theirs);
      }),
      tamper('another key', (folder) => writeFileSync(join(folder, 'vault.key'), `${'ab'.repeat(32)}\n`)),
      tamper('control: nothing changed', () => undefined, 0),
    ],
  };
}

/** S9: the event log, in the hands of one who can write to it. */
export async function logTampering(product: RunningProduct): Promise<Suite> {
  const tamper = tamperer(product);
  const sql = (what: string, statement: string): Attack =>
    tamper(what, (folder) => {
      const database = new DatabaseSync(join(folder, 'events.sqlite'));
      database.exec('PRAGMA foreign_keys = OFF');
      for (const { name } of database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all())
        database.exec(`DROP TRIGGER "${String(name)}"`);
      const before = database.prepare('SELECT total_changes() AS n').get();
      database.exec(statement);
      const after = database.prepare('SELECT total_changes() AS n').get();
      database.close();
      if (before?.['n'] === after?.['n']) throw new Error('nothing was changed');
    });
  const position = 'position';
  const some = (n: number) => `(SELECT ${position} FROM events ORDER BY ${position} LIMIT 1 OFFSET ${n})`;
  return {
    name: 'S9 log tampering',
    attacks: [
      sql(
        'data of an event edited',
        `UPDATE events SET data = replace(data, '${TENANT}', '${OTHER_TENANT}') WHERE ${position} = (SELECT min(${position}) FROM events WHERE data LIKE '%${TENANT}%')`,
      ),
      sql(
        'an actor edited',
        `UPDATE events SET metadata = replace(metadata, 'Avery', 'Robin') WHERE ${position} = (SELECT max(${position}) FROM events WHERE metadata LIKE '%Avery%')`,
      ),
      sql('the type of an event edited', `UPDATE events SET type = 'Other' WHERE ${position} = ${some(2)}`),
      sql('the first event deleted', `DELETE FROM events WHERE ${position} = ${some(0)}`),
      sql('an event in the middle deleted', `DELETE FROM events WHERE ${position} = ${some(4)}`),
      sql('half the log deleted', `DELETE FROM events WHERE ${position} > ${some(6)}`),
      sql('all of the log deleted', 'DELETE FROM events'),
      sql(
        'events moved',
        `UPDATE events SET ${position} = ${position} + 1000000 WHERE ${position} = ${some(3)}`,
      ),
      sql(
        'an id edited',
        `UPDATE events SET id = 'eeeeeeee-0000-4000-8000-000000000001' WHERE ${position} = ${some(2)}`,
      ),
      sql(
        'a digest edited',
        `UPDATE events SET digest = '${'ab'.repeat(32)}' WHERE ${position} = ${some(2)}`,
      ),
      sql(
        'a link of the chain edited',
        `UPDATE events SET previous_digest = '${'ab'.repeat(32)}' WHERE revision > 0`,
      ),
      sql(
        'a stream renamed',
        `UPDATE events SET stream = 'other' WHERE stream = (SELECT stream FROM events LIMIT 1)`,
      ),
      sql('revisions moved', 'UPDATE events SET revision = revision + 1000'),
      sql(
        'the last event deleted',
        `DELETE FROM events WHERE ${position} = (SELECT max(${position}) FROM events)`,
      ),
      sql(
        'an event slipped in',
        `INSERT INTO events SELECT ${position} + 1000000, stream, revision + 1000, 'eeeeeeee-0000-4000-8000-000000000002', type, data, metadata, digest, digest FROM events LIMIT 1`,
      ),
      tamper('control: nothing changed', () => undefined, 0),
    ],
  };
}

function filesOf(folder: string, tenantId = TENANT): readonly string[] {
  const root = join(folder, 'vault');
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && join(entry.parentPath, entry.name).includes(tenantId))
    .map((entry) => join(entry.parentPath, entry.name));
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
