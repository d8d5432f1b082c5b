import { OBJECT_TYPES, type ObjectType } from '#catalogue';
import type { BackupHeader } from '../format/backup-header.js';

/** Why something in an export was not taken. */
export type ProblemCode =
  /** There is nothing at the path that was given. */
  | 'notFound'
  /** The system does not let it be read. */
  | 'unreadable'
  /** A symbolic link, which may lead out of the folder: not followed. */
  | 'symbolicLink'
  /** Its name begins with a dot (`.git`): not looked into. */
  | 'hidden'
  /** Neither `.json` nor `.jsonl`. */
  | 'otherFile'
  /** More than may be read of one file, or one line. */
  | 'tooLarge'
  /** Not UTF-8 or UTF-16. */
  | 'notText'
  | 'notJson'
  /** JSON nested deeper than any export is. */
  | 'tooDeep'
  /** Nothing tells what it is. */
  | 'unknownKind'
  /** Known, but nothing that backups hold. */
  | 'notHeld'
  /** An object or a link without an id: it cannot be compared with anything. */
  | 'noId'
  /** The same object or link with other content; the first one was taken. */
  | 'duplicate'
  /** Links of an object that the export does not hold. */
  | 'noOwner'
  /** An export of Known Good that did not come to its end, or lost files: it holds fewer than its header tells. */
  | 'incomplete'
  /** Written by a later release, or altered. */
  | 'badHeader'
  /** An object of an export of Known Good that is not in its form. */
  | 'badObject';

/** One thing that was not taken. */
export interface ImportProblem {
  /** The file's path below the export, with forward slashes. */
  readonly path: string;
  readonly line?: number;
  readonly code: ProblemCode;
  readonly message: string;
}

/** What the export told of one object type. */
export interface TypeImport {
  readonly type: ObjectType;
  /** Nothing can be concluded from what an export does not hold: such a type never drives a deletion. */
  readonly mode: 'imported';
  readonly objects: number;
  readonly links: number;
  /** Objects and links that were told again, alike or not. */
  readonly duplicates: number;
  /** For each attribute that backups hold: how many of the objects say nothing of it. */
  readonly untold: Readonly<Record<string, number>>;
}

/** What an import found. */
export interface ImportSummary {
  /** Which backup it was, where the export is Known Good's own. */
  readonly header: BackupHeader | null;
  /** Types of which something was found. */
  readonly types: readonly TypeImport[];
  /** The first {@link MOST_LISTED}. */
  readonly problems: readonly ImportProblem[];
  readonly problemsInAll: number;
}

/** Problems that a summary lists; further ones are counted. */
export const MOST_LISTED = 10_000;

interface Tally {
  objects: number;
  links: number;
  duplicates: number;
  readonly untold: Map<string, number>;
}

/** Counts while an export is read. */
export class SummaryOfImport {
  header: BackupHeader | null = null;
  private readonly tallies = new Map<ObjectType, Tally>();
  private readonly problems: ImportProblem[] = [];
  private problemsInAll = 0;

  tally(type: ObjectType): Tally {
    const present = this.tallies.get(type) ?? { objects: 0, links: 0, duplicates: 0, untold: new Map() };
    this.tallies.set(type, present);
    return present;
  }

  addObject(type: ObjectType, untold: readonly string[]): void {
    const tally = this.tally(type);
    tally.objects += 1;
    for (const name of untold) tally.untold.set(name, (tally.untold.get(name) ?? 0) + 1);
  }

  addProblem(problem: ImportProblem): void {
    this.problemsInAll += 1;
    if (this.problems.length < MOST_LISTED) this.problems.push(problem);
  }

  soFar(): ImportSummary {
    const types = OBJECT_TYPES.flatMap((type): TypeImport[] => {
      const tally = this.tallies.get(type);
      if (!tally) return [];
      return [{ type, mode: 'imported', ...tally, untold: Object.fromEntries(tally.untold) }];
    });
    const { header, problems, problemsInAll } = this;
    return { header, types, problems: [...problems], problemsInAll };
  }
}
