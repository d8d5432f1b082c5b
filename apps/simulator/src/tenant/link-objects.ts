import type { JsonObject } from '#catalogue';
import type { Kind } from './kinds.js';
import { OrderedIndex, type Ordered } from './ordered-index.js';

export const LINK_KINDS = ['oAuth2PermissionGrant', 'appRoleAssignment'] as const;

export type LinkKind = (typeof LINK_KINDS)[number];

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

  add(kind: Kind, end: string, link: Ordered): void {
    const key = `${kind} ${end}`;
    let links = this.byEnd.get(key);
    if (!links) this.byEnd.set(key, (links = new OrderedIndex()));
    links.add(link);
  }

  remove(kind: Kind, end: string, link: string): void {
    this.byEnd.get(`${kind} ${end}`)?.remove(link);
  }

  /** The links of one kind that name the object, oldest first, from the one after `sequence`. */
  *of(kind: Kind, end: string, sequence: number): Generator<Ordered> {
    const links = this.byEnd.get(`${kind} ${end}`);
    if (links) yield* links.after(sequence);
  }
}
