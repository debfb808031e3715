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

describe.each = bind(describe, false);
test.each = bind(test, false);
test.skip = () => {};
describe.skip = () => {};

export { describe, expect, test, test as it };
