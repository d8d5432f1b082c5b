import type { ObjectType } from '#catalogue';

const IP = '#microsoft.graph.ipNamedLocation';
const COUNTRY = '#microsoft.graph.countryNamedLocation';

/** Types of several kinds, whose PATCH must name the kind; these attributes tell it. */
export const KINDS: Partial<Record<ObjectType, Readonly<Record<string, string>>>> = {
  namedLocationPolicy: {
    ipRanges: IP,
    isTrusted: IP,
    countriesAndRegions: COUNTRY,
    includeUnknownCountriesAndRegions: COUNTRY,
    countryLookupMethod: COUNTRY,
  },
};
