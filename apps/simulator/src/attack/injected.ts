/** The object types that an attack touches, by the names that backups use. */
export type AttackedType =
  | 'user'
  | 'group'
  | 'conditionalAccessPolicy'
  | 'namedLocationPolicy'
  | 'authorizationPolicy'
  | 'authenticationMethodPolicy'
  | 'authenticationStrengthPolicy'
  | 'application'
  | 'servicePrincipal';

/** One link that was added or removed. Targets are ids, or `<principal id>.<app role id>` for assignments. */
export interface InjectedLink {
  readonly link: 'members' | 'appRoleAssignedTo' | 'oauth2PermissionGrants';
  readonly target: string;
  readonly change: 'added' | 'removed';
}

/**
 * What an attack did to one object. Only what it did itself: that the links of a deleted object vanish with it
 * goes without saying. `refused` is an attempt that Graph turned down, so nothing changed.
 */
export interface Injected {
  readonly type: AttackedType;
  readonly id: string;
  readonly kind: 'created' | 'modified' | 'softDeleted' | 'restored' | 'refused';
  /** The object's name at the time. */
  readonly name: string;
  /** The attributes that have another value now. */
  readonly attributes?: readonly string[];
  readonly links?: readonly InjectedLink[];
}

/** Collects what was done: one entry for each object, however often it was touched. */
export class Ledger {
  private readonly entries = new Map<string, Injected>();

  add(injected: Injected): void {
    const key = `${injected.type} ${injected.id}`;
    const before = this.entries.get(key);
    this.entries.set(key, before ? merged(before, injected) : injected);
  }

  all(): readonly Injected[] {
    return [...this.entries.values()];
  }
}

function merged(before: Injected, after: Injected): Injected {
  const attributes = [...new Set([...(before.attributes ?? []), ...(after.attributes ?? [])])];
  const links = [...(before.links ?? []), ...(after.links ?? [])];
  return {
    ...before,
    ...(attributes.length > 0 ? { attributes } : {}),
    ...(links.length > 0 ? { links } : {}),
  };
}

/** One line for the reader. */
export function described({ kind, type, name, id, attributes, links }: Injected): string {
  const changes = [
    ...(attributes ?? []),
    ...(links ?? []).map(({ link, target, change }) => `${link} ${change === 'added' ? '+' : '-'}${target}`),
  ];
  return `${kind.padEnd(11)} ${type.padEnd(23)} ${name} (${id})${changes.length > 0 ? `: ${changes.join(', ')}` : ''}`;
}
