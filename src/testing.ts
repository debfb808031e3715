/**
 * What tests of a transform need, under any test framework: `slim-dockerfile/testing`. Nothing here
 * imports one; what is not as it should be is thrown as an Error with a diff.
 */
export { checkFixture, findingLines, rewriteFixture } from './testing/check.js';
export { type Fixture, readFixture } from './testing/fixture.js';
export { assertFixture, type FixtureCase, fixturesIn } from './testing/folder.js';
