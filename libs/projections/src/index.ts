export * from './read-models.js';
export * from './past/present-read-models.js';
export { openReadModels, type OpenReadModels, type ReadModelsOptions } from './open-read-models.js';
export { TooManyAtOnceError } from './past/shelf.js';
export type { RebuildProgress } from './rebuild.js';
export type { JobProgressView, LiveProgress } from './progress.js';
export { Cursors } from './queries/cursor.js';
export { InvalidCursorError, InvalidPageSizeError } from './queries/errors.js';
