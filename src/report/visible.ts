/**
 * Characters that steer what shows a text: C0 and C1 controls, DEL, the separators of Unicode that
 * break a line, and those that turn the order of letters around (unicode.org/reports/tr9).
 */
const steering =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * What GitHub Actions takes for a command in a log: `::error::` where a line begins, which is any word
 * once a text is broken into lines, and `##[error]` anywhere.
 */
const command = /(?<!\S)::(?=[a-z])|##\[/gi;

/** The codes that picocolors writes, and nothing else that an escape may begin. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const ourColours = /(\x1b\[(?:[0-3]|22|3[1-69])m)/;

/** A text from a scanned file with everything made visible that could steer a terminal or a log. */
export function visible(text: string): string {
  return text
    .replace(steering, shownCharacter)
    .replace(command, (found) => (found === '::' ? String.raw`:\u003a` : String.raw`##\u005b`));
}

/** {@link visible} for a name, which stands on one line. */
export function visibleName(name: string): string {
  return visible(name.replaceAll('\n', '^J'));
}

/**
 * The last look at a text before a terminal gets it: colours of ours may pass, line endings too.
 * Names and sentences were made visible where they were put together.
 */
export function harmless(text: string): string {
  return text
    .split(ourColours)
    .map((part, index) =>
      index % 2 === 1 ? part : part.split('\r\n').map(withoutSteering).join('\r\n'),
    )
    .join('');
}

/** JSON that says the same, in which nothing steers a terminal that prints it. */
export function harmlessJson(json: string): string {
  return json.replace(steering, escaped);
}

function withoutSteering(text: string): string {
  return text.replace(steering, shownCharacter);
}

function shownCharacter(char: string): string {
  const code = char.charCodeAt(0);
  if (code === 0x7f) return '^?';
  return code < 0x20 ? `^${String.fromCharCode(code + 64)}` : escaped(char);
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
