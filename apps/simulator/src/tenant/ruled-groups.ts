import type { TenantObject } from './collection.js';
import { parseMembershipRule, type MembershipRule } from './membership-rule.js';
import { isDynamic } from './group-kinds.js';

/** The live groups whose members follow from a rule that is understood and not paused. */
export class RuledGroups {
  private readonly rules = new Map<string, MembershipRule>();

  /** Looks at a group anew, after whatever happened to it. */
  note(group: TenantObject): void {
    const rule = group.deletedAt === undefined ? ruleOfGroup(group.entity) : undefined;
    if (rule) this.rules.set(group.id, rule);
    else this.rules.delete(group.id);
  }

  forget(group: string): void {
    this.rules.delete(group);
  }

  all(): Iterable<readonly [string, MembershipRule]> {
    return this.rules;
  }
}

/** The rule by which a group gets its members; `undefined` where it gets none by a rule. */
export function ruleOfGroup(group: TenantObject['entity']): MembershipRule | undefined {
  const { membershipRule, membershipRuleProcessingState } = group;
  if (!isDynamic(group) || membershipRuleProcessingState === 'Paused') return undefined;
  return typeof membershipRule === 'string' ? parseMembershipRule(membershipRule) : undefined;
}
