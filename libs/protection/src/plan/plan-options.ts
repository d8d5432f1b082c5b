/** How a plan that is to be frozen is made, and carried out later. */
export interface PlanOptions {
  /** Root of the selection in the vault, which may hold names; `null`: everything in scope. */
  readonly selectionRoot: string | null;
  /** What becomes of a step whose object no longer has the values that the plan has seen. */
  readonly whatMoved: 'skip' | 'overwrite';
  /** Whether Conditional Access policies that were on come back on, or in report-only mode to be promoted later. */
  readonly conditionalAccess: 'asInBackup' | 'reportOnly';
}
