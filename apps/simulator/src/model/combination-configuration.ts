import { property, readOnlyProperty, type PropertyRule } from './property-rule.js';
import type { EntityType } from './entity-type.js';
import { guid, list, text } from './shape.js';

/** The kinds of configuration that narrow a combination of methods, and the combinations each can narrow. */
const KINDS: Readonly<
  Record<string, { readonly combinations: readonly string[]; readonly own: readonly PropertyRule[] }>
> = {
  fido2: { combinations: ['fido2'], own: [property('allowedAAGUIDs', list(guid))] },
  x509Certificate: {
    combinations: ['x509CertificateSingleFactor', 'x509CertificateMultiFactor'],
    own: [property('allowedIssuerSkis', list(text())), property('allowedPolicyOIDs', list(text()))],
  },
};

/** One kind of combination configuration. */
export interface CombinationKind {
  readonly odataType: string;
  readonly type: EntityType;
  /** The combinations that such a configuration can apply to. */
  readonly combinations: readonly string[];
}

/** https://learn.microsoft.com/graph/api/resources/authenticationcombinationconfiguration */
export const COMBINATION_KINDS: readonly CombinationKind[] = Object.entries(KINDS).map(
  ([name, { combinations, own }]) => ({
    odataType: `#microsoft.graph.${name}CombinationConfiguration`,
    combinations,
    type: {
      kind: 'authenticationStrengthPolicy',
      label: `${name.charAt(0).toUpperCase()}${name.slice(1)}CombinationConfiguration`,
      set: 'combinationConfigurations',
      open: false,
      properties: [readOnlyProperty('id', text()), property('appliesToCombinations', list(text())), ...own],
    },
  }),
);
