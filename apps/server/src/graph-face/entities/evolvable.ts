/** Members that Graph added after `unknownFutureValue`, of all enumerations of this API. */
const LATER_MEMBERS: ReadonlySet<string> = new Set([
  'calculating',
  'loadingData',
  'oAuth2PermissionGrant',
  'appRoleAssignment',
  'organization',
]);

/** What a client sends to see them. */
export const INCLUDE_UNKNOWN = 'include-unknown-enum-members';

/**
 * A member of an evolvable enumeration as a client reads it: one that was added later only where the client says that
 * it can take it (https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations).
 */
export type ShowMember = (member: string) => string;

/** How members are shown to a client that sent these `Prefer` headers. */
export function membersFor(prefer: string | undefined): ShowMember {
  if (includesUnknown(prefer)) return (member) => member;
  return (member) => (LATER_MEMBERS.has(member) ? 'unknownFutureValue' : member);
}

/** Whether the client asked for them. */
export function includesUnknown(prefer: string | undefined): boolean {
  return (prefer ?? '').split(',').some((each) => each.trim().toLowerCase() === INCLUDE_UNKNOWN);
}
