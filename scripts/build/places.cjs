// What dockerfile-ast uses of vscode-languageserver-types: places in a text, by line and character. The
// whole describes a protocol of 28 kB, which is set up when it is loaded.
const Position = { create: (line, character) => ({ line, character }) };

exports.Position = Position;
exports.Range = {
  /** Takes two places, or the lines and characters of two. */
  create: (...given) => {
    const [start, end] = given.length === 2 ? given : pairs(given);
    return { start, end };
  },
};

const pairs = ([line, character, endLine, endCharacter]) => [
  Position.create(line, character),
  Position.create(endLine, endCharacter),
];
