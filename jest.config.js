/** Jest runs the TypeScript sources as ES modules; swc compiles each file on the way in. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { exportConditions: ['known-good-source', 'node', 'import', 'default'] },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testTimeout: 60_000,
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/test/support/summary-reporter.js'],
};
