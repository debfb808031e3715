import { describe, expect, test } from '@jest/globals';
import { expand, variablesIn } from '../../src/dockerfile/index.js';

const values: Record<string, string | undefined> = {
  A: 'one',
  EMPTY: '',
  BLANKS: 'a  b',
  '1': 'first',
  é: 'acute',
  UNKNOWN: undefined,
};
const lookup = (name: string) => (Object.hasOwn(values, name) ? values[name] : null);

describe('A24, A26 a word as the builder expands it; `-` stands for "not known"', () => {
  const cases: Record<string, string> = {
    // variables
    $A: 'one',
    '${A}': 'one',
    'x$A/y': 'xone/y',
    $Ax: '',
    '${A}x': 'onex',
    $UNSET: '',
    $UNKNOWN: '-',
    'x${UNKNOWN}y': '-',
    $1: 'first',
    $12: '',
    '${1}': 'first',
    $é: 'acute',
    $A$A: 'oneone',
    '$@$*$#$?': '',
    $: '$',
    a$: 'a$',
    '$.': '$.',
    '$/x': '$/x',
    // quotes and escapes
    '"$A"': 'one',
    "'$A'": '$A',
    '"\'$A\'"': "'one'",
    '\\$A': '$A',
    '"\\$A"': '$A',
    "'\\$A'": '\\$A',
    '\\a': 'a',
    '"\\a"': '\\a',
    '\\\\': '\\',
    '"\\""': '"',
    'a"b c"d': 'ab cd',
    'a  b': 'a  b',
    '"$BLANKS"': 'a  b',
    'a\\': 'a',
    '""': '',
    'a<<b': 'a<<b',
    // modifiers
    '${A:-x}': 'one',
    '${A-x}': 'one',
    '${UNSET:-x}': 'x',
    '${UNSET-x}': 'x',
    '${EMPTY:-x}': 'x',
    '${EMPTY-x}': '',
    '${A:+x}': 'x',
    '${A+x}': 'x',
    '${UNSET:+x}': '',
    '${EMPTY:+x}': '',
    '${EMPTY+x}': 'x',
    '${A:?no}': 'one',
    '${UNSET:?no}': '-',
    '${UNSET?no}': '-',
    '${EMPTY:?no}': '-',
    '${EMPTY?no}': '',
    '${UNSET:-$A}': 'one',
    '${UNSET:-${EMPTY:-z}}': 'z',
    '${UNSET:-"a b"}': 'a b',
    "${UNSET:-'$A'}": '$A',
    '${UNSET:-a}b}': 'ab}',
    '${UNSET:-a\\}b}': 'a}b',
    '${UNSET:-"}"}': '}',
    '${A:-$UNKNOWN}': 'one',
    '${UNSET:-$UNKNOWN}': '-',
    '${UNKNOWN:-x}': '-',
    // patterns are not worked out
    '${A#o}': '-',
    '${A##*n}': '-',
    '${A%e}': '-',
    '${A%%*}': '-',
    '${A/n/m}': '-',
    '${A//n/m}': '-',
    // what the builder refuses
    '${': '-',
    '${}': '-',
    '${A': '-',
    '${A:-': '-',
    '${:x}': '-',
    '${{A}}': '-',
    '${A x}': '-',
    '${A:=x}': '-',
    '${A:#x}': '-',
    '${A=x}': '-',
    '${1a}': '-',
    '${A/n}': '-',
    '"a': '-',
    "a'b": '-',
    "it's": '-',
  };
  test.each(Object.entries(cases))('%s', (word, value) => {
    expect(expand(word, lookup) ?? '-').toBe(value);
  });

  test('A06 the escape character is that of the file', () => {
    expect(expand('c:\\$A`$A', lookup, '`')).toBe('c:\\one$A');
  });

  test('nesting has a limit, and thousands of levels are no crash', () => {
    expect(expand('${X:-'.repeat(90) + 'a' + '}'.repeat(90), lookup)).toBe('a');
    expect(expand('${X:-'.repeat(9000) + 'a' + '}'.repeat(9000), lookup)).toBeUndefined();
  });
});

describe('the variables of a text', () => {
  test.each<[string, string[]]>([
    ['$A ${B}', ['A', 'B']],
    ['${A:-$B} $C', ['B', 'A', 'C']],
    ['${A%%$B} $C', ['B', 'A', 'C']],
    ['${A:?$B}$C', ['B', 'A', 'C']],
    ['${A/$B/$C}$D', ['B', 'C', 'A', 'D']],
    ['$A$A', ['A', 'A']],
    ['\'$A\' \\$B "$C"', ['C']],
    ['no $ at all $.', []],
    ["it's $A and ${B:-$C}", ['A', 'B', 'C']],
  ])('%s', (text, names) => {
    expect(variablesIn(text)).toEqual(names);
  });
});
