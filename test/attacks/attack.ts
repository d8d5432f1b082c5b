/**
 * One attempt to get in, and whether the product refused it. One whose name begins with `control:` is an honest request
 * that must pass: it is not counted as tried, but fails its suite.
 */
export interface Attack {
  readonly what: string;
  /** True where nothing was let in. What throws counts as let in: an unknown outcome is no refusal. */
  readonly refused: () => Promise<boolean> | boolean;
}

export interface Suite {
  readonly name: string;
  readonly attacks: readonly Attack[];
}

export interface Outcome {
  readonly suite: string;
  readonly tried: number;
  /** What was let in, in words. */
  readonly letIn: readonly string[];
}

/** Tries every attack of a suite, one after another. */
export async function runSuite({ name, attacks }: Suite): Promise<Outcome> {
  const letIn: string[] = [];
  for (const { what, refused } of attacks) {
    try {
      if (!(await refused())) letIn.push(what);
    } catch (error) {
      letIn.push(`${what} (${error instanceof Error ? error.message : String(error)})`);
    }
  }
  return { suite: name, tried: attacks.filter(({ what }) => !what.startsWith('control:')).length, letIn };
}
