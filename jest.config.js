/** Jest runs the TypeScript sources as ES modules; swc compiles each file on the way in. */
const LIBRARIES =
  'access|catalogue|directory|event-store|interchange|jobs|projections|proof|protection|runtime|vault';

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  transform: {
    // .swcrc leaves the console to Vite, so its pure parts are compiled for Jest as said here.
    '/apps/console/.+\\.ts$': [
      '@swc/jest',
      { swcrc: false, jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
    '^.+\\.ts$': ['@swc/jest'],
  },
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
