// The GitHub Action: runs slim-dockerfile on the checkout and tells GitHub what it found. It uses
// nothing but Node.js, so that it runs from a checkout of this repository without an installation.
import { appendFileSync } from 'node:fs';
import { errorCommand, noticeCommand, silenced, warningCommand } from './commands.js';
import { keepComment } from './comment.js';
import { fitting } from './fitting.js';
import { readInputs } from './inputs.js';
import { installedTool, runTool } from './tool.js';

/** GitHub drops a longer summary: 1 MiB. */
const summary = {
  longest: 1_000_000,
  size: (text) => Buffer.byteLength(text),
  elsewhere: 'npx slim-dockerfile shows it',
};

/** Runs the action. @returns the exit code of the step */
async function main(env) {
  const inputs = readInputs(env);
  const tool = installedTool(inputs.version, env);
  const words = (...own) => [tool, ...inputs.args, ...own, '--', ...inputs.paths];
  const check = inputs.mode === 'check' ? ['--check'] : [];
  const json = runTool(words(...check, '--format', 'json'), env);
  process.stdout.write(silenced(json.told));
  if (json.code > 1) return json.code;
  const report = JSON.parse(json.out);
  const markdown = runTool(words('--quiet', '--format', 'markdown'), env).out;
  append(env.GITHUB_STEP_SUMMARY, fitting(markdown, summary));
  append(env.GITHUB_OUTPUT, outputsOf(report.totals));
  if (inputs.sarif !== '')
    runTool(words('--quiet', '--format', 'sarif', '--output', inputs.sarif), env);
  const isWorthIt = report.totals.changed > 0;
  process.stdout.write(
    inputs.mode === 'comment'
      ? await keepComment({ markdown, isWorthIt, token: inputs.token, env })
      : annotations(report) + declines(report, inputs),
  );
  return json.code;
}

/** Each place that would change, as an annotation of its line. */
function annotations({ files }) {
  return files
    .flatMap(({ path, changes }) =>
      changes.map(({ line, rule, because }) =>
        errorCommand(`${because} (npx slim-dockerfile --write)`, { file: path, line, title: rule }),
      ),
    )
    .join('');
}

/** Where a decline fails the step, its line is marked, too. */
function declines({ files }, { args }) {
  if (!args.some((word) => word.startsWith('--fail-on'))) return '';
  return files
    .flatMap(({ path, declined }) =>
      declined.map(({ line, rule, because, advice = '' }) =>
        warningCommand(`${because} ${advice}`.trim(), { file: path, line, title: rule }),
      ),
    )
    .join('');
}

function outputsOf({ changed, declined }) {
  return `changed=${changed}\ndeclined=${declined}\n`;
}

/** Runners name files for what outlives a step; other machines have none. */
function append(file, text) {
  if (file) appendFileSync(file, text);
}

try {
  process.exitCode = await main(process.env);
} catch (error) {
  process.stdout.write(errorCommand(error.message, {}));
  if (error.advice) process.stdout.write(noticeCommand(error.advice, {}));
  process.exitCode = 1;
}
