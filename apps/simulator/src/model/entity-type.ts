import type { AttributeEntry } from '#catalogue';
import type { Kind } from '../tenant/kinds.js';
import { catalogueRules, type Adjustments } from './catalogue-rules.js';
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

/** An entity type whose properties the catalogue knows, but for some. */
interface CataloguedType extends Omit<EntityType, 'properties'> {
  readonly attributes: readonly AttributeEntry[];
  /** What the catalogue leaves open of its attributes: the inside of structures, smaller limits. */
  readonly adjusted?: Adjustments;
  /** Properties that only the simulator has. */
  readonly own: readonly PropertyRule[];
  /** Where given, all other properties of the catalogue are shown only when they are selected. */
  readonly shownByDefault?: readonly string[];
}

/** Builds an entity type from the catalogue's attributes and what the simulator adds to them. */
export function cataloguedType(definition: CataloguedType): EntityType {
  const { attributes, adjusted = {}, own, shownByDefault, ...type } = definition;
  const rules = catalogueRules(attributes, adjusted).map((rule) => ({
    ...rule,
    selectOnly: shownByDefault !== undefined && !shownByDefault.includes(rule.name),
  }));
  return { ...type, properties: [...rules, ...own] };
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
