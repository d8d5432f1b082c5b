import { describedEnum } from '../scalars/described-enum.js';

/** How far a frozen plan has come with the second person. */
export type PlanStage = 'waiting' | 'decided';

export const PlanStageEnum = describedEnum<PlanStage>(
  'PlanStage',
  'How far a frozen plan has come with the second person.',
  {
    waiting: 'Nobody has decided on it, it has not been carried out, and its values are still kept.',
    decided: 'It was approved or rejected.',
  },
);
