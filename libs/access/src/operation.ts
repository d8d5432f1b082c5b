/** What can be asked of the product, as far as roles are concerned. */
export type Operation =
  | 'read'
  | 'createDifferenceReport'
  | 'takeBackup'
  | 'importBackup'
  | 'startRecovery'
  | 'approvePlan'
  | 'cancelJob'
  | 'changeSettings';
