// Stands for @jest/globals: tests are not run, but handed over with their names.
import { expect } from 'expect';
import { bind } from 'jest-each';

const groups = [];

function describe(name, define) {
  groups.push(name);
  define();
  groups.pop();
}

function test(name, run) {
  judged.tests.push({ name: [...groups, name].join(' '), run });
}

/** After each test rather than after all: what is left of one must not help the next. */
function afterAll(run) {
  judged.cleanups.push(run);
}

/** What has to be built for programs that tests start is not needed for the others. */
function beforeAll() {}

const jest = { setTimeout() {} };

describe.each = bind(describe, false);
test.each = bind(test, false);
test.skip = () => {};
describe.skip = () => {};

export { afterAll, beforeAll, describe, expect, jest, test, test as it };
