const { randomInt } = require('crypto');

function roll(count) {
  return Array.from({ length: Math.min(count, 100) }, () => randomInt(1, 7));
}

module.exports = { roll };
