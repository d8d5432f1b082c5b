import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { linkKey, objectKey } from '#catalogue';
import type { ExportedFile } from '../export/export-backup.js';
import type { ImportSummary } from './import-summary.js';
import type { ImportedItem } from './ledger.js';
import { readExport, type ImportOptions } from './read-export.js';

/** A folder in which a test puts an export together. */
export class ExportFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'export-'));

  put(path: string, content: unknown): void {
    const absolute = join(this.path, path);
    mkdirSync(dirname(absolute), { recursive: true });
    const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(absolute, isRaw ? content : JSON.stringify(content));
  }

  async putAll(files: AsyncIterable<ExportedFile>): Promise<void> {
    for await (const { path, content } of files) this.put(path, content);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

/** Everything that an export gives. */
export interface Imported {
  readonly items: readonly ImportedItem[];
  /** Keys of objects and links, in order. */
  readonly keys: readonly string[];
  readonly summary: ImportSummary;
  /** `path: code` of each problem. */
  readonly problems: readonly string[];
}

export async function importedFrom(source: string, options?: ImportOptions): Promise<Imported> {
  const reading = readExport(source, options);
  const items = await Array.fromAsync(reading);
  const summary = reading.summary();
  return {
    items,
    keys: items.map((item) => (item.item === 'object' ? objectKey(item.object) : linkKey(item.link))).sort(),
    summary,
    problems: summary.problems.map(({ path, code }) => `${path}: ${code}`),
  };
}
