import type { JsonObject } from '#catalogue';
import type { EntityType } from './entity-type.js';
import { property, readOnlyProperty, type PropertyRule } from './property-rule.js';
import { boolean, list, oneOf, structure, text, type Shape } from './shape.js';

/** The configuration of one authentication method: what it is made of, and what it says in a new tenant. */
export interface MethodConfiguration {
  /** As paths name it. */
  readonly id: string;
  readonly odataType: string;
  readonly type: EntityType;
  readonly inNewTenant: JsonObject;
}

interface Definition {
  readonly id: string;
  /** The type's name without the suffix that all of them share. */
  readonly name: string;
  readonly state: 'enabled' | 'disabled';
  /** Members that only this method has, each with its shape and its value in a new tenant. */
  readonly members?: Readonly<Record<string, { readonly shape: Shape; readonly value: JsonObject[string] }>>;
  /** What the targets of this method carry besides. */
  readonly perTarget?: Readonly<Record<string, Shape>>;
  readonly everyone?: JsonObject;
}

const TARGET: Readonly<Record<string, Shape>> = {
  id: { is: 'text', pattern: /^(all_users|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i },
  targetType: oneOf('user', 'group'),
};

/**
 * Builds the configuration of a method with the members that all have: its state, whom it is for and whom not.
 * https://learn.microsoft.com/graph/api/resources/authenticationmethodconfiguration
 */
export function methodConfiguration(definition: Definition): MethodConfiguration {
  const { id, name, state, members = {}, perTarget = {}, everyone = {} } = definition;
  const included = structure({ ...TARGET, isRegistrationRequired: boolean, ...perTarget }, [
    'id',
    'targetType',
  ]);
  const own = Object.entries(members).map(([member, { shape, value }]): PropertyRule =>
    property(member, shape, { clearable: value === null }),
  );
  const values = Object.entries(members).map(([member, { value }]) => [member, value] as const);
  return {
    id,
    odataType: `#microsoft.graph.${name}AuthenticationMethodConfiguration`,
    type: {
      kind: 'authenticationMethodsPolicy',
      label: `${name.charAt(0).toUpperCase()}${name.slice(1)}AuthenticationMethodConfiguration`,
      set: 'authenticationMethodConfigurations',
      open: true,
      properties: [
        readOnlyProperty('id', text()),
        property('state', oneOf('enabled', 'disabled'), { clearable: false }),
        property('excludeTargets', list(structure(TARGET, ['id', 'targetType']))),
        property('includeTargets', list(included)),
        ...own,
      ],
    },
    inNewTenant: {
      state,
      excludeTargets: [],
      ...Object.fromEntries(values),
      includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false, ...everyone }],
    },
  };
}
