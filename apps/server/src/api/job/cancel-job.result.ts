import { createUnionType } from '@nestjs/graphql';
import { DifferenceReport } from '../difference-report/difference-report.model.js';
import { Recovery } from '../recovery/recovery.model.js';
import {
  InvalidInput,
  JobAlreadyEnded,
  JobNotFound,
  NotPermitted,
  ObjectTypesNotPermitted,
} from '../refusal/refusals.model.js';

export const CancelJobResult = createUnionType({
  name: 'CancelJobResult',
  description: 'The job as it stands after the request, or why it cannot be cancelled.',
  types: () =>
    [
      DifferenceReport,
      Recovery,
      InvalidInput,
      JobAlreadyEnded,
      JobNotFound,
      NotPermitted,
      ObjectTypesNotPermitted,
    ] as const,
});
