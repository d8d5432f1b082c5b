import type { Step } from '../plan/step.js';

/** The roles that can give all others back. */
const HIGHEST_ROLES: ReadonlyMap<string, string> = new Map([
  ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'],
  ['e8611ab8-c189-46e8-94e1-60213ab1f814', 'Privileged Role Administrator'],
]);

/** Watches, step by step, whether anyone is left who holds the highest roles and can sign in. */
export class RoleHolderWatch {
  private readonly left: readonly { readonly role: string; readonly users: Set<string> }[];

  /** `holders`: by role definition. Only those count of whom `isEnabled` says that they are users who can sign in. */
  constructor(holders: ReadonlyMap<string, ReadonlySet<string>>, isEnabled: (id: string) => boolean) {
    this.left = [...HIGHEST_ROLES]
      .map(([id, role]) => ({ role, users: new Set([...(holders.get(id) ?? [])].filter(isEnabled)) }))
      .filter(({ users }) => users.size > 0);
  }

  /** Takes note of a step; answers the role of which it would disable or delete the last holder. */
  apply(step: Step): string | undefined {
    if (!losesUser(step)) return undefined;
    for (const { role, users } of this.left)
      if (users.delete(step.object.id) && users.size === 0) return role;
    return undefined;
  }
}

function losesUser(step: Step): step is Extract<Step, { object: unknown }> {
  if ('link' in step || step.object.type !== 'user' || step.step === 'create') return false;
  return step.step === 'softDelete' || ('set' in step && step.set['accountEnabled'] === false);
}
