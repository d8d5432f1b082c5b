import type { GraphIntruder } from './graph-intruder.js';

const COPIES = [1, 2, 3, 4, 5, 6, 7, 8];
const APPLICATIONS = 24;

/** Makes as many locations, strengths, policies and applications as there are attributes to change in each. */
export async function furnish(graph: GraphIntruder): Promise<void> {
  for (let copy = 1; copy <= APPLICATIONS; copy += 1) {
    const { appId } = await graph.call('POST', '/v1.0/applications', { displayName: `Application ${copy}` });
    if (copy % 2 === 0) await graph.call('POST', '/v1.0/servicePrincipals', { appId: appId ?? null });
  }
  for (const copy of COPIES) {
    await graph.call('POST', '/v1.0/identity/conditionalAccess/namedLocations', {
      '@odata.type': '#microsoft.graph.ipNamedLocation',
      displayName: `Office ${copy}`,
      isTrusted: false,
      ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: `203.0.113.${copy}/32` }],
    });
    await graph.call('POST', '/v1.0/identity/conditionalAccess/namedLocations', {
      '@odata.type': '#microsoft.graph.countryNamedLocation',
      displayName: `Countries ${copy}`,
      countriesAndRegions: ['NO'],
      includeUnknownCountriesAndRegions: false,
    });
    await graph.call('POST', '/v1.0/policies/authenticationStrengthPolicies', {
      displayName: `Strength ${copy}`,
      allowedCombinations: ['fido2'],
    });
    await graph.call('POST', '/v1.0/identity/conditionalAccess/policies', {
      displayName: `Policy ${copy}`,
      state: 'disabled',
      conditions: {
        users: { includeUsers: ['All'] },
        applications: { includeApplications: ['All'] },
        clientAppTypes: ['all'],
      },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    });
  }
}
