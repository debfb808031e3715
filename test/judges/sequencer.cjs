const Sequencer = require('@jest/test-sequencer').default;

/** By name: the quick tests first. */
module.exports = class extends Sequencer {
  sort(tests) {
    return tests.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }
};
