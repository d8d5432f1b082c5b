/** Why an object is never disabled or soft-deleted by a recovery. */
export type GuardReason = 'emergencyAccessAccount' | 'protectedObject';

/** The objects, by id, that no recovery disables or soft-deletes, with the reason. */
export type GuardedObjects = ReadonlyMap<string, GuardReason>;

/** The named objects; an emergency-access account is told as such, whatever else names it. */
export function guardedObjects(
  emergencyAccessAccountIds: Iterable<string>,
  protectedObjectIds: Iterable<string>,
): GuardedObjects {
  return new Map<string, GuardReason>([
    ...[...protectedObjectIds].map((id) => [id, 'protectedObject'] as const),
    ...[...emergencyAccessAccountIds].map((id) => [id, 'emergencyAccessAccount'] as const),
  ]);
}
