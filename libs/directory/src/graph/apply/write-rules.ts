import type { Json, ObjectType } from '#catalogue';

/** What Graph does not let an application write, though the attribute is in scope. */
export interface WriteRule {
  readonly attribute: string;
  readonly refuses: (value: Json) => boolean;
  readonly code: string;
  /** Tells the user what to do; holds no directory values. */
  readonly message: string;
}

const always = (): boolean => true;
const cleared = (value: Json): boolean => value === null;
const severalValues = (value: Json): boolean => Array.isArray(value) && value.length > 1;

const cannotBeCleared = (attribute: string): WriteRule => ({
  attribute,
  refuses: cleared,
  code: 'cannotBeCleared',
  message: `Microsoft Graph cannot clear ${attribute}. Set it by hand, or leave it as it is.`,
});

/**
 * Known refusals, answered without sending. https://learn.microsoft.com/graph/api/user-update
 * https://learn.microsoft.com/graph/api/group-update
 */
const RULES: Partial<Record<ObjectType, readonly WriteRule[]>> = {
  user: [
    cannotBeCleared('displayName'),
    cannotBeCleared('mail'),
    cannotBeCleared('usageLocation'),
    {
      attribute: 'employeeHireDate',
      refuses: always,
      code: 'notWritableByApplications',
      message:
        'Microsoft Graph lets only a signed-in person change employeeHireDate. Set it in the Entra admin centre.',
    },
    {
      attribute: 'businessPhones',
      refuses: severalValues,
      code: 'tooManyValues',
      message: 'Microsoft Graph takes one business phone number at most. Set the number to keep by hand.',
    },
  ],
  group: [cannotBeCleared('displayName')],
  application: [cannotBeCleared('displayName')],
  conditionalAccessPolicy: [cannotBeCleared('displayName'), cannotBeCleared('conditions')],
  namedLocationPolicy: [cannotBeCleared('displayName')],
  authenticationStrengthPolicy: [
    cannotBeCleared('displayName'),
    {
      attribute: 'combinationConfigurations',
      refuses: always,
      code: 'notSupported',
      message:
        'The restrictions of single combinations are not recovered. Set them in the Entra admin centre, under authentication strengths.',
    },
  ],
};

/** Attributes that only the beta version of Graph takes. */
const BETA: Partial<Record<ObjectType, readonly string[]>> = { group: ['theme'] };

/** Attributes that are not patched but written by an action of their own, which takes just that attribute. */
export const ACTIONS: Partial<Record<ObjectType, Readonly<Record<string, string>>>> = {
  authenticationStrengthPolicy: { allowedCombinations: 'updateAllowedCombinations' },
};

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

/** The first rule that a change breaks. */
export function brokenRule(type: ObjectType, set: Readonly<Record<string, Json>>): WriteRule | undefined {
  return RULES[type]?.find(({ attribute, refuses }) => {
    const value = set[attribute];
    return value !== undefined && refuses(value);
  });
}

/** The version of Graph that takes these attributes. */
export function writeVersion(type: ObjectType, attributes: readonly string[]): 'v1.0' | 'beta' {
  return attributes.some((name) => BETA[type]?.includes(name)) ? 'beta' : 'v1.0';
}
