import type { JsonObject } from '#catalogue';
import type { Kind } from './kinds.js';
import { OrderedIndex, type Ordered } from './ordered-index.js';

const END_PROPERTIES: Partial<Record<Kind, readonly string[]>> = {
  oAuth2PermissionGrant: ['clientId', 'resourceId', 'principalId'],
  appRoleAssignment: ['resourceId', 'principalId'],
};

/** Finds grants and assignments by the objects they join. */
export class LinkObjects {
  private readonly byEnd = new Map<string, OrderedIndex<Ordered>>();

  /** The ids of the objects that a grant or an assignment joins; none for other kinds. */
  static ends(kind: Kind, entity: JsonObject): string[] {
    const ids = (END_PROPERTIES[kind] ?? []).map((property) => entity[property]);
    return [...new Set(ids.filter((id) => typeof id === 'string'))];
  }

  add(end: string, link: Ordered): void {
    let links = this.byEnd.get(end);
    if (!links) this.byEnd.set(end, (links = new OrderedIndex()));
    links.add(link);
  }

  remove(end: string, link: string): void {
    this.byEnd.get(end)?.remove(link);
  }

  *of(end: string, sequence: number): Generator<Ordered> {
    const links = this.byEnd.get(end);
    if (links) yield* links.after(sequence);
  }
}
