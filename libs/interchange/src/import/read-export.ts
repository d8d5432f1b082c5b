import { join } from 'node:path';
import type { Json } from '#catalogue';
import { headerOfDocument, isHeaderOf } from '../format/backup-header.js';
import { objectOfDocument } from '../format/object-document.js';
import { MANIFEST } from '../export/export-backup.js';
import { exportPaths, readExportFile, type ExportPath } from './export-files.js';
import { GraphExport, type Identify } from './graph-export.js';
import {
  SummaryOfImport,
  type ImportProblem,
  type ImportSummary,
  type ProblemCode,
} from './import-summary.js';
import { Ledger, type ImportedItem } from './ledger.js';
import { linesOfFile } from './lines-of-file.js';
import { OwnExport } from './own-export.js';
import type { RawItem } from './raw-item.js';
import { readJson } from './read-json.js';

export interface ImportOptions {
  /** Asked for the id of an object that was exported without one. */
  readonly identify?: Identify;
  readonly signal?: AbortSignal;
}

/** An export that is read once, and what was found in it so far. */
export interface ExportReading extends AsyncIterable<ImportedItem> {
  /** Whole once the items have come to their end. */
  summary(): ImportSummary;
}

/**
 * Reads an export: a folder that EntraExporter, IntuneManagement or Known Good has written, files of Graph's answers,
 * or Known Good's JSON lines, whatever of these is at the path. Never fails for what is there: what cannot be taken is
 * a problem in the summary. Throws where it is told to stop.
 */
export function readExport(source: string, options: ImportOptions = {}): ExportReading {
  const summary = new SummaryOfImport();
  const items = new Reading(summary, options).items(source);
  return { [Symbol.asyncIterator]: () => items, summary: () => summary.soFar() };
}

class Reading {
  private readonly ledger: Ledger;
  private readonly graph: GraphExport;
  private folder: OwnExport | undefined;

  constructor(
    private readonly summary: SummaryOfImport,
    private readonly options: ImportOptions,
  ) {
    this.ledger = new Ledger(summary);
    this.graph = new GraphExport(options.identify);
  }

  async *items(source: string): AsyncGenerator<ImportedItem> {
    this.folder = this.manifestOf(source);
    for (const found of exportPaths(source)) {
      this.options.signal?.throwIfAborted();
      if ('code' in found) this.summary.addProblem(found);
      else for await (const raw of this.ofFile(found)) yield* this.ledger.take(found.path, raw);
    }
    for (const raw of [...(this.folder?.end() ?? []), ...this.graph.rest()]) yield* this.ledger.take('', raw);
    this.ledger.end();
  }

  private async *ofFile(file: ExportPath): AsyncGenerator<RawItem> {
    if (/\.jsonl$/i.test(file.path)) yield* this.ofLines(file);
    else {
      const read = readExportFile(file);
      if ('code' in read) yield read;
      else yield* this.ofContent(read.path, read.content);
    }
  }

  private *ofContent(path: string, content: Json): Generator<RawItem> {
    const isManifest = isHeaderOf('folder', content);
    if (isManifest && path === MANIFEST && this.folder) return;
    if (isManifest) yield problem(path, 'badHeader', path === MANIFEST ? UNREADABLE_HEADER : INNER_EXPORT);
    else if (this.folder) yield* this.folder.object(content, { path });
    else if (objectOfDocument(content)) yield problem(path, 'incomplete', NO_MANIFEST);
    else yield* this.graph.read(path, content);
  }

  private async *ofLines({ path, absolute }: ExportPath): AsyncGenerator<RawItem> {
    let own: OwnExport | undefined;
    for await (const found of linesOfFile(path, absolute)) {
      this.options.signal?.throwIfAborted();
      if ('code' in found) {
        yield found;
        continue;
      }
      const place = { path, line: found.line };
      const read = readJson(found.text);
      if (own && 'content' in read) yield* own.object(read.content, place);
      else if (own && 'code' in read) yield { ...place, ...read };
      else {
        own = 'content' in read ? this.ownLines(path, read.content) : undefined;
        if (own) continue;
        yield problem(path, 'badHeader', UNREADABLE_HEADER);
        return;
      }
    }
    yield* own?.end() ?? [];
  }

  private ownLines(path: string, first: Json): OwnExport | undefined {
    const header = isHeaderOf('lines', first) ? headerOfDocument(first) : undefined;
    if (!header) return undefined;
    this.summary.header = header;
    return new OwnExport(path, header);
  }

  private manifestOf(source: string): OwnExport | undefined {
    const file = readExportFile({ path: MANIFEST, absolute: join(source, MANIFEST) });
    const header =
      'content' in file && isHeaderOf('folder', file.content) ? headerOfDocument(file.content) : undefined;
    if (!header) return undefined;
    this.summary.header = header;
    return new OwnExport(MANIFEST, header);
  }
}

const UNREADABLE_HEADER = 'does not begin with a header of Known Good that this release can read';
const INNER_EXPORT = 'an export of its own within this folder: import it by itself';
const NO_MANIFEST = `belongs to an export of Known Good without its ${MANIFEST}, which is written last`;

function problem(path: string, code: ProblemCode, message: string): ImportProblem {
  return { path, code, message };
}
