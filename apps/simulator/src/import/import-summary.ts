import type { Kind } from '../tenant/kinds.js';

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  conditionalAccessPolicy: ['policy', 'policies'],
  user: ['user', 'users'],
  group: ['group', 'groups'],
  member: ['membership', 'memberships'],
  application: ['application', 'applications'],
  servicePrincipal: ['service principal', 'service principals'],
  namedLocation: ['named location', 'named locations'],
  authenticationStrengthPolicy: ['authentication strength', 'authentication strengths'],
  oAuth2PermissionGrant: ['permission grant', 'permission grants'],
  appRoleAssignment: ['app role assignment', 'app role assignments'],
  agreement: ['terms of use', 'terms of use'],
};

/** What an import brought in, and what it could not use. */
export class ImportSummary {
  private readonly counts = new Map<string, number>();
  readonly skipped: { readonly path: string; readonly reason: string }[] = [];

  add(what: Kind | 'member'): void {
    this.counts.set(what, this.count(what) + 1);
  }

  count(what: Kind | 'member'): number {
    return this.counts.get(what) ?? 0;
  }

  skip(path: string, reason: string): void {
    this.skipped.push({ path, reason });
  }

  /** `imported 59 policies, 5 groups; skipped 1: notes.json: of no known kind` */
  toString(): string {
    const parts = Object.entries(NAMES).flatMap(([what, [one, many]]) => {
      const count = this.counts.get(what) ?? 0;
      return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
    });
    const imported = `imported ${parts.length === 0 ? 'nothing' : parts.join(', ')}`;
    if (this.skipped.length === 0) return imported;
    const reasons = this.skipped.map(({ path, reason }) => `${path}: ${reason}`);
    return `${imported}; skipped ${this.skipped.length}: ${reasons.join('; ')}`;
  }
}
