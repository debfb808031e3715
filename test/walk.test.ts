import { expect, test } from '@jest/globals';
import { environmentAt, parse, type Stage } from '../src/dockerfile/index.js';
import { parseScript, wordValues } from '../src/shell/index.js';
import { placeIn, valueIn, walked } from '../src/steps/index.js';

const [stage] = parse('FROM node:20\nENV APP=/app\n').stages;
const environment = environmentAt(stage as Stage, 1);

/** Where the commands of a script run that say `here`, and what they make of `$APP`. */
function placesOf(script: string): readonly string[] {
  const commands = parseScript(script)?.commands ?? [];
  return walked(commands, { ...placeIn('/w', environment), script: '/w/bin/run.sh' })
    .filter(([command]) => wordValues(command)[0] === 'here')
    .map(([{ words }, place]) =>
      [place.folders.join(' or ') || '?', ...words.slice(1).map((one) => valueIn(place, one))].join(
        ' ',
      ),
    );
}

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['cd a && here; cd ../b; here', ['/w/a', '/w/b']],
  ['cd $APP && here', ['/app']],
  ['cd -P /x && here', ['/x']],
  ['cd "$(dirname "$0")/.." && here', ['/w']],
  ['cd $UNKNOWN && here; cd /x && here', ['?', '/x']],
  ['cd && here', ['?']],
  ['(cd a && here) && here', ['/w/a', '/w']],
  ['X=$(cd a && here) && here', ['/w/a', '/w']],
  ['cd a | true; here', ['/w']],
  ['true | (cd a; here); here', ['/w/a', '/w']],
  ['cd a & here', ['/w']],
  ['{ cd a; here; }; here', ['/w/a', '/w or /w/a']],
  ['if x; then cd a; here; else here; fi; here', ['/w/a', '/w or /w/a', '/w or /w/a']],
  ['for i in 1 2; do cd a; here; done; here', ['/w/a', '/w or /w/a']],
  ['test x || cd b; here', ['/w/b or /w']],
  ['cd a || cd b; here', ['?']],
  ['(cd a || exit; here); here', ['/w/a or /w', '/w']],
  ['here $APP; APP=/other; here $APP', ['/w /app', '/w ']],
  ['export APP=/other && cd $APP && here', ['?']],
  ['(cd a; APP=/other; here $APP); here $APP', ['/w/a ', '/w /app']],
  ['for APP in a b; do here $APP; done; here $APP', ['/w ', '/w ']],
  ['read -r APP; here $APP', ['/w ']],
];

test.each(cases)('%s', (script, places) => {
  expect(placesOf(script)).toEqual(places);
});
