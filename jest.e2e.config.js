import unit from './jest.config.js';

/** Tests that build and run images with the engine of the machine; they take minutes. */
export default { ...unit, testMatch: ['<rootDir>/test/**/*.e2e.ts'] };
