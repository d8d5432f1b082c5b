import { isJsonObject, type Json, type JsonObject } from '#catalogue';
import { GraphError, malformed } from '../graph/graph-error.js';
import { ruleOf, type EntityType } from '../model/entity-type.js';
import { ENTITY_TYPES } from '../model/entity-types.js';
import type { PropertyRule } from '../model/property-rule.js';
import type { TenantObject } from '../tenant/collection.js';
import type { Tenant } from '../tenant/tenant.js';
import { visibleEntity } from '../tenant/visible-entity.js';
import { memberOf } from './filter-match.js';

/** How objects are to be shown. */
export interface View {
  readonly tenant: Tenant;
  readonly beta: boolean;
  readonly root: string;
  readonly select: readonly string[] | undefined;
  /** Whether to name the entity type, as answers do that hold more than one. */
  readonly typed: boolean;
}

/** An object as an answer shows it: the selected properties, or Graph's default set. */
export function present(object: TenantObject, view: View): Record<string, Json> {
  const type = ENTITY_TYPES[object.kind];
  const entity = visibleEntity(object, view);
  const shown: Record<string, Json> = {};
  const odataType = entity['@odata.type'];
  if (typeof odataType === 'string') shown['@odata.type'] = odataType;
  else if (view.typed) shown['@odata.type'] = `#microsoft.graph.${object.kind}`;
  for (const rule of shownRules(type, view, object))
    if (appliesTo(rule, entity)) shown[rule.name] = entity[rule.name] ?? rule.absent;
  if (type.open) Object.assign(shown, unruledMembers(type, entity, view));
  return shown;
}

/** Checks a `$select` against a type; throws Graph's refusal of unknown names. */
export function checkSelect(
  type: EntityType,
  select: readonly string[] | undefined,
  beta: boolean,
  on: 'single' | 'collection',
): void {
  for (const name of select ?? []) {
    const rule = ruleOf(type, name.split('/')[0] ?? name, beta);
    if (!rule && !type.open && !name.startsWith('@')) throw unknownProperty(name, type);
    if (rule?.singleOnly && on === 'collection')
      throw new GraphError(
        501,
        'NotImplemented',
        `The property '${name}' can only be read on a single object.`,
      );
  }
}

/** A reader of one object's properties for `$filter`; throws Graph's refusal of unknown names. */
export function propertyReader(object: TenantObject, view: View): (path: string) => Json {
  const type = ENTITY_TYPES[object.kind];
  const entity = visibleEntity(object, view);
  return (path) => {
    const [name = '', ...rest] = path.split('/');
    const rule = ruleOf(type, name, view.beta);
    if (!rule && !type.open) throw unknownProperty(name, type);
    const value = entity[rule?.name ?? name] ?? rule?.absent ?? null;
    return rest.length === 0 ? value : memberOf(value, rest.join('/'));
  };
}

function unknownProperty(name: string, type: EntityType): GraphError {
  return malformed(
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type.kind}'.`,
  );
}

const defaultRules = new WeakMap<EntityType, readonly PropertyRule[]>();

function shownRules(type: EntityType, view: View, object: TenantObject): readonly PropertyRule[] {
  if (view.select) return selectedRules(type, view.select, view.beta);
  let rules = defaultRules.get(type);
  if (!rules) {
    rules = type.properties.filter((rule) => !rule.selectOnly && !rule.secret);
    defaultRules.set(type, rules);
  }
  const deletion = object.deletedAt === undefined ? undefined : ruleOf(type, 'deletedDateTime', view.beta);
  const shown = view.beta ? rules : rules.filter((rule) => !rule.betaOnly);
  return deletion && !shown.includes(deletion) ? [...shown, deletion] : shown;
}

/** A request's selection is read once for each type it meets, not once for each object. */
const selections = new WeakMap<readonly string[], Map<EntityType, readonly PropertyRule[]>>();

function selectedRules(type: EntityType, select: readonly string[], beta: boolean): readonly PropertyRule[] {
  const byEntityType = selections.get(select) ?? new Map<EntityType, readonly PropertyRule[]>();
  selections.set(select, byEntityType);
  let rules = byEntityType.get(type);
  if (!rules) byEntityType.set(type, (rules = rulesNamed(type, select, beta)));
  return rules;
}

function rulesNamed(type: EntityType, select: readonly string[], beta: boolean): readonly PropertyRule[] {
  const names = [...new Set(select.map((name) => name.split('/')[0] ?? name))];
  return names.flatMap((name) => {
    const rule = ruleOf(type, name, beta);
    return rule && !rule.secret ? [rule] : [];
  });
}

const COUNTRY_ONLY = ['countriesAndRegions', 'includeUnknownCountriesAndRegions', 'countryLookupMethod'];
const IP_ONLY = ['isTrusted', 'ipRanges'];

/** Named locations come in two kinds, each with its own properties; every other rule applies to every object. */
export function appliesTo(rule: PropertyRule, entity: JsonObject): boolean {
  if (entity['@odata.type'] === '#microsoft.graph.ipNamedLocation') return !COUNTRY_ONLY.includes(rule.name);
  if (entity['@odata.type'] === '#microsoft.graph.countryNamedLocation') return !IP_ONLY.includes(rule.name);
  return true;
}

function unruledMembers(type: EntityType, entity: JsonObject, view: View): JsonObject {
  return Object.fromEntries(
    Object.entries(entity).filter(
      ([name]) =>
        !ruleOf(type, name, true) && name !== '@odata.type' && (!view.select || view.select.includes(name)),
    ),
  );
}

/** The `$select` part of a context address: `(id,displayName)`. */
export function contextSelection(select: readonly string[] | undefined): string {
  return select ? `(${select.join(',')})` : '';
}

/** Tells whether a value is a JSON object with an `id`. */
export function idOf(value: Json | undefined): string | undefined {
  return isJsonObject(value) && typeof value['id'] === 'string' ? value['id'] : undefined;
}
