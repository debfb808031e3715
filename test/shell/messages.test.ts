import { expect, test } from '@jest/globals';
import { withoutMessages } from '../../src/shell/messages.js';

const keeps = (text: string): boolean => withoutMessages(text).includes('npm');

test.each([
  'echo "run npm ci first"',
  'echo "run npm ci first" >&2',
  'echo "run npm ci in $PWD" > /dev/stderr; exit 1',
  `printf '%s\\n' "use npm ci"`,
  'if [ -z "$A" ]; then\n  echo "run npm ci"\nfi',
  'usage() {\n  echo "npm start"\n}\nusage',
  'echo "npm is missing" || true',
  'exec node server.js # not npm start',
  'cat <<EOF\nUsage: npm start\nEOF\nexec "$@"',
  `cat >&2 <<-'EOF'\n\tnpm start $(date)\n\tEOF\nexec "$@"`,
])('what is only said does not count: %j', (text) => {
  expect(keeps(text)).toBe(false);
});

test.each([
  'echo "npm start" > run.sh',
  'echo "npm start" >> "$file"',
  'echo "npm start" | sh',
  'exec $(echo npm start)',
  'start=$(printf "npm %s" start); exec $start',
  'echo "$(npm --version)"',
  'echo `npm --version`',
  'eval "$(say)"; say() { echo "npm start"; }',
  'say() { echo "npm start"; }\nexec $(say)',
  '{ echo "#!/bin/sh"; echo "npm start"; } > run.sh',
  'for one in a b; do echo "npm start"; done | sh',
  'cat <<EOF > run.sh\nnpm start\nEOF',
  'cat <<EOF | sh\nnpm start\nEOF',
  'cat <<EOF\n$(npm --version)\nEOF',
  'sh <<EOF\nnpm start\nEOF',
  'exec "$1" "#" npm',
  'echo "unterminated npm',
])('what may run counts: %j', (text) => {
  expect(keeps(text)).toBe(true);
});

test('everything stays in its place', () => {
  const text = 'echo "run npm\nci" # first\nnpm start\n';
  expect(withoutMessages(text)).toBe('echo         \n           \nnpm start\n');
});
