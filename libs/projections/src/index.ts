export * from './read-models.js';
export { openReadModels, type OpenReadModels, type ReadModelsOptions } from './open-read-models.js';
export { readModelsAsOf, type Moment, type PastReadModels, type PastReadModelsOptions } from './as-of.js';
export type { JobProgressView, LiveProgress } from './progress.js';
export { InvalidCursorError, InvalidPageSizeError } from './queries/errors.js';
