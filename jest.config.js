/** Jest runs the TypeScript sources as ES modules; swc compiles each file on the way in. */
const LIBRARIES = 'access|catalogue|directory|event-store|jobs|projections|proof|protection|runtime|vault';

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    [`^#(${LIBRARIES})$`]: '<rootDir>/libs/$1/src/index.ts',
    [`^#(${LIBRARIES})/(.+)$`]: '<rootDir>/libs/$1/src/$2/index.ts',
  },
  setupFilesAfterEnv: ['<rootDir>/test/support/properties.setup.ts'],
  testTimeout: 60_000,
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/test/support/summary-reporter.js'],
};
