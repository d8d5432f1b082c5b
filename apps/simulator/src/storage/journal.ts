import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Commit } from '../tenant/change.js';
import type { Tenant } from '../tenant/tenant.js';

interface Record extends Commit {
  /** The tenant's sequence before the changes. */
  readonly after: number;
}

/**
 * The commits since the last snapshot, a line each. A line is written before its changes take effect and before
 * the request is answered, so that a process killed at any moment loses nothing it has answered for.
 */
export class Journal {
  private readonly file: number;

  constructor(private readonly path: string) {
    this.file = openSync(path, 'a');
  }

  /** Applies the commits of an earlier run that the snapshot does not hold; gives their number. */
  static replay(path: string, tenant: Tenant): number {
    if (!existsSync(path)) return 0;
    const text = readFileSync(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // A last line without its end was never answered for: the process was killed while writing it.
    if (whole.length < text.length) truncate(path, Buffer.byteLength(whole));
    const records = whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record)
      .filter(({ after }) => after >= tenant.sequence);
    for (const { at, changes, after } of records) {
      if (after !== tenant.sequence)
        throw new Error(`${path} does not continue the snapshot: ${after} follows ${tenant.sequence}.`);
      tenant.commit({ at, changes });
    }
    return records.length;
  }

  /** Records the commits of a tenant from now on. */
  follow(tenant: Tenant): void {
    tenant.onCommit(({ at, changes }, after) => {
      writeSync(this.file, `${JSON.stringify({ after, at, changes } satisfies Record)}\n`);
    });
  }

  /** Begins anew, once a snapshot holds everything. */
  clear(): void {
    truncate(this.path, 0);
  }

  close(): void {
    closeSync(this.file);
  }
}

function truncate(path: string, length: number): void {
  const file = openSync(path, 'r+');
  ftruncateSync(file, length);
  closeSync(file);
}
