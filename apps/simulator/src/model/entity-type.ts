import type { Kind } from '../tenant/kinds.js';
import type { PropertyRule } from './property-rule.js';

/** An entity type: what its properties are and how its objects are named in answers. */
export interface EntityType {
  readonly kind: Kind;
  /** As error messages name it: `User`. */
  readonly label: string;
  /** The collection as `@odata.context` names it. */
  readonly set: string;
  readonly properties: readonly PropertyRule[];
  /** Members that no rule names are kept and shown too: policies bring new ones with every Graph version. */
  readonly open: boolean;
}

const byName = new WeakMap<EntityType, ReadonlyMap<string, PropertyRule>>();

/** The rule of a property, its name in any case. */
export function ruleOf(type: EntityType, name: string, beta: boolean): PropertyRule | undefined {
  let rules = byName.get(type);
  if (!rules) {
    rules = new Map(type.properties.map((rule) => [rule.name.toLowerCase(), rule]));
    byName.set(type, rules);
  }
  const rule = rules.get(name.toLowerCase());
  return rule?.betaOnly && !beta ? undefined : rule;
}
