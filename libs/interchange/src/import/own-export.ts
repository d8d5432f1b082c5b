import { keptAttributes, type Json, type ObjectType } from '#catalogue';
import type { BackupHeader } from '../format/backup-header.js';
import { objectOfDocument } from '../format/object-document.js';
import { linkRef } from '../format/object-with-links.js';
import type { ImportProblem } from './import-summary.js';
import type { RawItem } from './raw-item.js';

/** Reads the objects of an export of Known Good's own, and tells at its end whether it held all of them. */
export class OwnExport {
  private readonly read = new Map<ObjectType, { objects: number; links: number }>();

  constructor(
    private readonly path: string,
    private readonly header: BackupHeader,
  ) {}

  /** What one line or file tells. */
  *object(document: Json, place: { readonly path: string; readonly line?: number }): Generator<RawItem> {
    const found = objectOfDocument(document);
    if (!found) {
      yield { ...place, code: 'badObject', message: 'not an object in the form of this export' };
      return;
    }
    const { object, links } = found;
    const counts = this.read.get(object.type) ?? { objects: 0, links: 0 };
    this.read.set(object.type, {
      objects: counts.objects + 1,
      links: counts.links + links.length,
    });
    const untold = keptAttributes(object.type).filter(({ name }) => !Object.hasOwn(object.attributes, name));
    yield { object, untold: untold.map(({ name }) => name) };
    for (const link of links) yield { link: linkRef(object, link), value: link.value };
  }

  /** Says of which types there is another number of objects or links than the header tells. */
  *end(): Generator<ImportProblem> {
    for (const { type, objects, links } of this.header.completeness) {
      const read = this.read.get(type) ?? { objects: 0, links: 0 };
      if (read.objects === objects && read.links === links) continue;
      const message = `holds ${read.objects} objects of type ${type} with ${read.links} links; its header tells of ${objects} with ${links}`;
      yield { path: this.path, code: 'incomplete', message };
    }
  }
}
