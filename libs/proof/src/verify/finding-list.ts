/** So many findings are told one by one; more are only counted. */
const MOST_FINDINGS = 1_000;

/** Findings of which only so many are kept: a log replaced as a whole has as many as events. */
export class FindingList<Finding> {
  readonly kept: Finding[] = [];
  private dropped = 0;

  /** How many findings are not among those kept. */
  get more(): number {
    return this.dropped;
  }

  readonly add = (finding: Finding): void => {
    if (this.kept.length < MOST_FINDINGS) this.kept.push(finding);
    else this.dropped += 1;
  };

  /** Adds the findings of another list, except those that `told` says are known already. */
  addAll<Other extends Finding>(
    other: FindingList<Other>,
    told: (finding: Other) => boolean = () => false,
  ): void {
    for (const finding of other.kept) if (!told(finding)) this.add(finding);
    this.dropped += other.more;
  }
}
