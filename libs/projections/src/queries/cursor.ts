import { hash } from 'node:crypto';
import { InvalidCursorError } from './errors.js';

/** A row's place in the order of its list: sort keys, the last of which tells rows with equal keys apart. */
export type Place = readonly (string | number)[];

/**
 * The cursors of one list: opaque text that holds a place and a mark of the list, so that a cursor of another
 * list, or of the same list in another order, is recognised. Good on every node and after every rebuild.
 */
export class Cursors<At extends Place> {
  private readonly mark: string;

  /** `list` names the list with all that fixes its order; `isPlace` tells its places from anything else. */
  constructor(
    list: string,
    private readonly isPlace: (place: readonly unknown[]) => place is At,
  ) {
    this.mark = hash('sha256', list, 'base64url').slice(0, 8);
  }

  write(place: At): string {
    return Buffer.from(JSON.stringify([this.mark, ...place])).toString('base64url');
  }

  /** The place that a cursor stands for. Throws {@link InvalidCursorError} for anything that this list has not made. */
  read(cursor: string): At {
    const [mark, ...place] = parse(cursor);
    if (mark !== this.mark || !this.isPlace(place)) throw new InvalidCursorError();
    return place;
  }
}

/** Tells a place that is one whole number. */
export function isSequence(place: readonly unknown[]): place is readonly [number] {
  return place.length === 1 && Number.isSafeInteger(place[0]);
}

function parse(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
