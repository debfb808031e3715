import { describe, expect, it } from '@jest/globals';
import { bashOnly } from '../../src/shell/index.js';

// Each line was run by /bin/ash of BusyBox 1.36 (Alpine 3.20) and compared with bash 5.2.
const same = [
  'set -o pipefail; false | true; echo $?',
  'set -euo pipefail',
  '[[ -f /etc/passwd && 1 -eq 1 ]] && echo ok',
  '[[ "$A" != "b" ]] && echo ne',
  '[ a == a ] && echo ok',
  'x=abc; echo ${x/b/X} ${x//b/Y} ${x:1} ${x:1:1} ${#x} ${x%%b*} ${x:-y}',
  'echo hi &> /tmp/o',
  'source /etc/os-release; echo $ID',
  'function f { echo f; }; f',
  "echo $'a\\tb'",
  'let x=1+1',
  'echo -e "a\\nb"',
  'trap "echo bye" EXIT ERR',
  'time true',
  'while read -r line; do echo $line; done < /etc/hostname',
  'type -P sh',
  'for i in a b; do echo $i; done',
  'curl -fsSL "$URL" | tar xz -C /opt',
  'echo $RANDOM $((2**3))',
];
const different = [
  '[[ a == a* ]]',
  '[[ $a == b ]]',
  '[[ abc =~ ^a ]]',
  '[[ a < b ]]',
  'echo {1..3}',
  'echo {a,b}/c',
  'a=(1 2)',
  'echo ${a[1]}',
  'echo ${x^^}',
  'echo ${!x}',
  'echo ${x@Q}',
  'cat <<< hi',
  'cat <(echo hi)',
  'echo hi |& cat',
  'declare -x A=1',
  'typeset A=1',
  '((x++))',
  'for ((i=0;i<2;i++)); do echo $i; done',
  'shopt -s nullglob',
  'pushd /tmp',
  'printf "%q" a',
  'printf -v X "%s" a',
  'x+=b',
  'exec -a foo sleep 0',
  'wait -n',
  'echo $UID',
  'echo ${PIPESTATUS[0]}',
  'cd "$(dirname "${BASH_SOURCE[0]}")"',
  'mapfile -t a < f',
  'export -f foo',
  'read -ra a',
  'echo "$(</etc/hostname)"',
  'case a in a) echo 1;;& *) echo 2;; esac',
  'echo !(a)',
  'if true; then select x in a; do break; done; fi',
  'echo "$(echo ${x^^})"',
  'echo "unfinished',
];

describe('what bash understands and ash does not', () => {
  it('lets pass what both do alike', () => {
    expect(same.map((text) => [text, bashOnly(text)])).toEqual(
      same.map((text) => [text, undefined]),
    );
  });

  it('finds what ash does otherwise or not at all', () => {
    expect(different.filter((text) => bashOnly(text) === undefined)).toEqual([]);
  });
});
