import { hash } from 'node:crypto';
import { encodeObject, linkKey, objectKey, type DirectoryObject, type LinkRef } from '#catalogue';
import type { ImportProblem, SummaryOfImport } from './import-summary.js';
import type { ToldObject } from './payload.js';
import type { RawItem, ToldLink } from './raw-item.js';

/** One thing that an export holds. A link comes after the object that owns it. */
export type ImportedItem =
  | {
      readonly item: 'object';
      /** Attributes that the export says nothing of are missing, which comparison takes for not known. */
      readonly object: DirectoryObject;
      readonly untold: readonly string[];
    }
  | { readonly item: 'link'; readonly link: LinkRef; readonly value: string };

/**
 * Holds what files tell against what others have told: the first telling of an object or link is taken, links wait
 * for their owner. Keeps each object's and link's key and a digest in memory.
 */
export class Ledger {
  private readonly told = new Map<string, string>();
  private readonly waiting = new Map<string, { readonly path: string; readonly links: ToldLink[] }>();

  constructor(private readonly summary: SummaryOfImport) {}

  *take(path: string, raw: RawItem): Generator<ImportedItem> {
    if ('code' in raw) this.summary.addProblem(raw);
    else if ('link' in raw) yield* this.takeLink(path, raw);
    else yield* this.takeObject(path, raw);
  }

  private *takeObject(path: string, { object, untold }: ToldObject): Generator<ImportedItem> {
    const key = objectKey(object);
    if (!this.isNew(path, key, hash('sha256', encodeObject(object), 'base64url'), object)) return;
    this.summary.addObject(object.type, untold);
    yield { item: 'object', object, untold };
    const waiting = this.waiting.get(key);
    this.waiting.delete(key);
    for (const link of waiting?.links ?? []) yield* this.takeLink(waiting?.path ?? path, link);
  }

  /** Names the links whose owner has not come. */
  end(): void {
    for (const { path, links } of this.waiting.values())
      this.summary.addProblem({
        path,
        code: 'noOwner',
        message: `${links.length} links of an object that the export does not hold`,
      });
  }

  private *takeLink(path: string, told: ToldLink): Generator<ImportedItem> {
    const owner = objectKey(told.link);
    if (!this.told.has(owner)) {
      const waiting = this.waiting.get(owner) ?? { path, links: [] };
      waiting.links.push(told);
      this.waiting.set(owner, waiting);
      return;
    }
    if (!this.isNew(path, linkKey(told.link), told.value, told.link)) return;
    this.summary.tally(told.link.type).links += 1;
    yield { item: 'link', ...told };
  }

  private isNew(
    path: string,
    key: string,
    content: string,
    { type }: Pick<DirectoryObject, 'type'>,
  ): boolean {
    const before = this.told.get(key);
    if (before === undefined) {
      this.told.set(key, content);
      return true;
    }
    this.summary.tally(type).duplicates += 1;
    if (before !== content) this.summary.addProblem(otherContent(path));
    return false;
  }
}

function otherContent(path: string): ImportProblem {
  return {
    path,
    code: 'duplicate',
    message:
      'tells of an object or link that another file has told of with other content; that one was taken',
  };
}
