import type { Operation } from '#access';
import { describedEnum } from '../scalars/described-enum.js';

export const OperationEnum = describedEnum<Operation>(
  'Operation',
  'What can be asked for, as far as roles are concerned.',
  {
    read: 'To see everything of the tenant, of the object types that the role is for.',
    createDifferenceReport: 'To create difference reports.',
    takeBackup: 'To take backups.',
    importBackup: 'To import backups.',
    startRecovery:
      'To freeze plans, and to start and undo recoveries, of the object types that the role is for.',
    approvePlan: 'To approve and reject the plans of others.',
    cancelJob: 'To cancel jobs.',
    changeSettings:
      'To change the settings and the drift watch, to acknowledge drifts, and to pin and unpin backups.',
  },
);

/** In the order in which they are answered. */
export const OPERATIONS: readonly Operation[] = [
  'read',
  'createDifferenceReport',
  'takeBackup',
  'importBackup',
  'startRecovery',
  'approvePlan',
  'cancelJob',
  'changeSettings',
];
