import { OrderedIndex, type Ordered } from './ordered-index.js';

/** One member of a group; `id` is the member's. */
export type Membership = Ordered;

/** Who is a member of which group, from both ends. Knows nothing of whether an end is deleted. */
export class Memberships {
  private readonly membersByGroup = new Map<string, OrderedIndex<Membership>>();
  private readonly groupsByMember = new Map<string, Set<string>>();

  has(group: string, member: string): boolean {
    return this.groupsByMember.get(member)?.has(group) ?? false;
  }

  add(group: string, member: string, sequence: number): void {
    let members = this.membersByGroup.get(group);
    if (!members) this.membersByGroup.set(group, (members = new OrderedIndex()));
    members.add({ id: member, sequence });
    let groups = this.groupsByMember.get(member);
    if (!groups) this.groupsByMember.set(member, (groups = new Set()));
    groups.add(group);
  }

  remove(group: string, member: string): void {
    this.membersByGroup.get(group)?.remove(member);
    this.groupsByMember.get(member)?.delete(group);
  }

  /** Forgets an object at both ends. */
  removeAll(id: string): void {
    for (const group of this.groupsOf(id)) this.membersByGroup.get(group)?.remove(id);
    for (const { id: member } of this.membersOf(id)) this.groupsByMember.get(member)?.delete(id);
    this.groupsByMember.delete(id);
    this.membersByGroup.delete(id);
  }

  /** Members added after the one with this sequence, first added first. */
  *membersOf(group: string, sequence = -1): Generator<Membership> {
    const members = this.membersByGroup.get(group);
    if (members) yield* members.after(sequence);
  }

  groupsOf(member: string): Iterable<string> {
    return this.groupsByMember.get(member) ?? [];
  }
}
