import type { ActorKind } from '../api/generated.js';

/** Whoever made a change in the tenant, as its audit log names them. */
export interface Maker {
  readonly kind: ActorKind;
  readonly id: string | null;
  readonly name: string | null;
}

/** The name of whoever made a change; where the log gives none, their id. */
export function makerWords({ kind, id, name }: Maker): string {
  return name || id || (kind === 'application' ? 'An application without a name' : 'Someone without a name');
}

/** Everyone who made a change, each once, latest first; nothing where it is not known. */
export function makersWords(madeBy: readonly { readonly actor: Maker }[]): string {
  return [...new Set(madeBy.map(({ actor }) => makerWords(actor)))].join(', ');
}
