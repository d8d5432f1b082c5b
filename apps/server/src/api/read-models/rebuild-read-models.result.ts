import { createUnionType } from '@nestjs/graphql';
import { NotPermitted, RebuildAlreadyRunning } from '../refusal/refusals.model.js';
import { ReadModels } from './read-models.model.js';

export const RebuildReadModelsResult = createUnionType({
  name: 'RebuildReadModelsResult',
  description: 'The read models, with the rebuild that has begun, or why none has.',
  types: () => [ReadModels, NotPermitted, RebuildAlreadyRunning] as const,
});
