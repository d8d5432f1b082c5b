import type { Json } from '#catalogue';
import { ok, type Exchange } from '../graph/exchange.js';
import type { GraphResponse } from '../graph/message.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import { ruleOf } from '../model/entity-type.js';
import { contextSelection, present } from '../query/presentation.js';
import type { Kind } from '../tenant/kinds.js';
import { deltaItems, type DeltaItem, type MemberItem } from './delta-items.js';
import { tokenOf, type DeltaState } from './delta-token.js';

/** Builds one page of a delta round. */
export function deltaPage(exchange: Exchange, kind: Kind, state: DeltaState): GraphResponse {
  const page = new Page(exchange, kind, state);
  for (const item of deltaItems(exchange.tenant, kind, state)) if (!page.take(item)) break;
  const path = `${exchange.root}${exchange.request.path}`;
  const link = page.rest
    ? { '@odata.nextLink': `${path}?$skiptoken=${tokenOf(kind, page.rest, exchange)}` }
    : { '@odata.deltaLink': `${path}?$deltatoken=${tokenOf(kind, nextRound(state), exchange)}` };
  return ok({
    '@odata.context': `${exchange.root}/$metadata#${ENTITY_TYPES[kind].set}${contextSelection(state.select)}`,
    ...link,
    value: page.entries,
  });
}

/** The state that the next round begins with. */
export function nextRound(state: DeltaState): DeltaState {
  return { ...state, since: state.until, after: -1, within: -1, memberAfter: -1 };
}

class Page {
  readonly entries: Json[] = [];
  /** Where the next page goes on; `undefined` on the last one. */
  rest: DeltaState | undefined;
  private readonly select: readonly string[] | undefined;
  private readonly withMembers: boolean;
  private readonly minimal: boolean;
  private members = 0;
  private last: number;

  constructor(
    private readonly exchange: Exchange,
    private readonly kind: Kind,
    private readonly state: DeltaState,
  ) {
    this.last = state.after;
    const isMembers = (name: string): boolean => name.toLowerCase() === 'members';
    this.withMembers = kind === 'group' && (!state.select || state.select.some(isMembers));
    this.select = state.select && ['id', ...state.select.filter((name) => !isMembers(name) && name !== 'id')];
    this.minimal = /\breturn=minimal\b/i.test(exchange.request.headers['prefer'] ?? '');
  }

  /** Adds an item; false when the page is full and the item, or the rest of its members, comes on the next. */
  take(item: DeltaItem): boolean {
    const { deltaObjects, deltaMembers } = this.exchange.sizes;
    if (this.entries.length >= deltaObjects || this.members >= deltaMembers)
      return this.close({ within: -1, memberAfter: -1 });
    if (!item.present) this.entries.push(removal(item));
    else if (!this.takePresent(item)) return false;
    this.last = item.place;
    return true;
  }

  private takePresent(item: DeltaItem): boolean {
    const goesOn = item.place === this.state.within;
    const { taken, more } = this.membersOf(item, goesOn ? this.state.memberAfter : -1);
    const entry = this.propertiesOf(item);
    if (taken.length > 0) entry['members@delta'] = taken.map((member) => this.memberEntry(member));
    const tells = item.properties === undefined || this.tellsOf(item.properties);
    if (tells || taken.length > 0 || goesOn) this.entries.push(entry);
    if (!more) return true;
    return this.close({ within: item.place, memberAfter: taken.at(-1)?.place ?? -1 });
  }

  private close(at: Pick<DeltaState, 'within' | 'memberAfter'>): false {
    this.rest = { ...this.state, after: this.last, ...at };
    return false;
  }

  private membersOf(
    item: DeltaItem,
    after: number,
  ): { readonly taken: readonly MemberItem[]; readonly more: boolean } {
    const taken: MemberItem[] = [];
    if (!this.withMembers) return { taken, more: false };
    for (const member of item.members(after)) {
      if (this.members >= this.exchange.sizes.deltaMembers) return { taken, more: true };
      taken.push(member);
      this.members += 1;
    }
    return { taken, more: false };
  }

  /** With `$select`, only changes of the selected properties are told. */
  private tellsOf(properties: ReadonlySet<string>): boolean {
    return !this.select || this.select.some((name) => properties.has(this.canonical(name)));
  }

  /** The selected properties that were ever set; with `return=minimal` only those that changed. */
  private propertiesOf({ object, id, properties }: DeltaItem): Record<string, Json> {
    if (!object) return { id };
    const { tenant, beta, root } = this.exchange;
    const shown = present(object, { tenant, beta, root, select: this.select, typed: false });
    const told = Object.entries(shown).filter(
      ([name]) =>
        name in object.entity && (!this.minimal || properties === undefined || properties.has(name)),
    );
    return { id, ...Object.fromEntries(told) };
  }

  private memberEntry({ id, removed }: MemberItem): Json {
    const { tenant } = this.exchange;
    const kind =
      (tenant.directoryObject(id) ?? tenant.directoryObject(id, 'deleted'))?.kind ?? 'directoryObject';
    return {
      '@odata.type': `#microsoft.graph.${kind}`,
      id,
      ...(removed ? { '@removed': { reason: 'deleted' } } : {}),
    };
  }

  private canonical(name: string): string {
    return ruleOf(ENTITY_TYPES[this.kind], name, this.exchange.beta)?.name ?? name;
  }
}

/** Soft-deleted objects, and links whose end is, can come back: `changed`. */
function removal(item: DeltaItem): Json {
  return { id: item.id, '@removed': { reason: item.object ? 'changed' : 'deleted' } };
}
