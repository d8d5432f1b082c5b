import { type JsonObject, jsonObjects } from '#catalogue';

/** Whom a method is for is a navigation property, which Graph shows inline with an address of its own. */
export function shownConfiguration(configuration: JsonObject, root: string): JsonObject {
  const id = typeof configuration['id'] === 'string' ? configuration['id'] : '';
  const { includeTargets, ...members } = configuration;
  const name = (typeof members['@odata.type'] === 'string' ? members['@odata.type'] : '').replace(/^#/, '');
  return {
    ...members,
    'includeTargets@odata.context': `${root}/$metadata#policies/authenticationMethodsPolicy/authenticationMethodConfigurations('${id}')/${name}/includeTargets`,
    includeTargets: includeTargets ?? [],
  };
}

/** The methods policy with the configurations inline. */
export function shownMethodsPolicy(entity: JsonObject, root: string): JsonObject {
  return {
    'authenticationMethodConfigurations@odata.context': `${root}/$metadata#policies/authenticationMethodsPolicy/authenticationMethodConfigurations`,
    authenticationMethodConfigurations: jsonObjects(entity['authenticationMethodConfigurations']).map((one) =>
      shownConfiguration(one, root),
    ),
  };
}

/** A strength with the address of what narrows its combinations. */
export function shownStrength(id: string, root: string): JsonObject {
  return {
    'combinationConfigurations@odata.context': `${root}/$metadata#policies/authenticationStrengthPolicies('${id}')/combinationConfigurations`,
  };
}
