export default {
  rootDir: '../..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/*.bundle.mjs'],
  testSequencer: '<rootDir>/test/judges/sequencer.cjs',
  transform: {},
  testTimeout: 30_000,
};
