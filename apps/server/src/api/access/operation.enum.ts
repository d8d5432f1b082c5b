import type { Operation } from '#access';
import { describedEnum } from '../scalars/described-enum.js';

export const OperationEnum = describedEnum<Operation>(
  'Operation',
  'What can be asked for, as far as roles are concerned.',
  {
    read: 'To see everything of the tenant.',
    createDifferenceReport: 'To create difference reports.',
    takeBackup: 'To take, import, pin and unpin backups.',
    startRecovery: 'To freeze plans, and to start and undo recoveries.',
    approvePlan: 'To approve and reject the plans of others.',
    cancelJob: 'To cancel jobs.',
    changeSettings: 'To change the settings and the drift watch.',
  },
);

/** In the order in which they are answered. */
export const OPERATIONS: readonly Operation[] = [
  'read',
  'createDifferenceReport',
  'takeBackup',
  'startRecovery',
  'approvePlan',
  'cancelJob',
  'changeSettings',
];
