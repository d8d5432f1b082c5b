/** Which objects of a report the user has picked: an object is ticked, left out, or neither. */
export interface Choice {
  /** Only these go back. */
  readonly ticked: ReadonlySet<string>;
  /** Where nothing is ticked, all goes back but these. */
  readonly leftOut: ReadonlySet<string>;
}

export const NO_CHOICE: Choice = { ticked: new Set(), leftOut: new Set() };

/** Ticks an object, or takes its tick away. */
export const toggleTick = ({ ticked, leftOut }: Choice, objectId: string): Choice => ({
  ticked: toggled(ticked, objectId),
  leftOut: without(leftOut, objectId),
});

/** Leaves an object out, or takes it in again. */
export const toggleLeftOut = ({ ticked, leftOut }: Choice, objectId: string): Choice => ({
  ticked: without(ticked, objectId),
  leftOut: toggled(leftOut, objectId),
});

/** The set with a member that it did not have, or without the one that it had. */
const toggled = <Member>(set: ReadonlySet<Member>, member: Member): ReadonlySet<Member> =>
  set.has(member) ? without(set, member) : new Set([...set, member]);

const without = <Member>(set: ReadonlySet<Member>, member: Member): ReadonlySet<Member> =>
  new Set([...set].filter((each) => each !== member));
