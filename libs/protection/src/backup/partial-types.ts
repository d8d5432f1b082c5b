import { OBJECT_TYPES, type ObjectType } from '#catalogue';

/**
 * The types that a state of the tenant does not hold whole: those with a gap, and those that were not read at all,
 * because the state is older than the type's place in the catalogue. Nothing may be concluded about them.
 */
export function partialTypes(
  certificate: readonly { readonly type: ObjectType; readonly gaps: readonly unknown[] }[],
): readonly ObjectType[] {
  const whole = new Set(certificate.filter(({ gaps }) => gaps.length === 0).map(({ type }) => type));
  return OBJECT_TYPES.filter((type) => !whole.has(type));
}
