import type { RecoveryStepView } from '#projections';
import { describedEnum } from '../scalars/described-enum.js';

/** What became of a step. */
export const StepOutcomeEnum = describedEnum<RecoveryStepView['outcome']>(
  'StepOutcome',
  'What became of a step of a recovery.',
  {
    applied: 'The tenant has taken it.',
    failed: 'The tenant has refused it; code and message say why.',
    skipped: 'It was left out, because what it would change has moved since.',
  },
);
