// The measured table, in short for README.md and in full for docs/measured.md.

/** Megabytes of 10^6 bytes. */
const megabytes = ({ image }) => (image ? Math.round(image.bytes / 1e6).toLocaleString('en') : '?');

function userOf({ run, image }) {
  const user = run?.user ?? image?.user ?? '';
  return user === '' || user === '0' ? 'root' : user;
}

function answerOf({ verdict, before, worse }) {
  if (verdict !== 'same') return worse?.map(({ what }) => what).join(', ') || 'not compared';
  const { answer, exitCode } = before.run;
  if (answer) return `same (${answer.status})`;
  return exitCode === undefined ? 'both keep running' : `same exit code (${exitCode})`;
}

function stop({ run }) {
  if (run?.killed) return 'killed';
  return run?.stopSeconds === undefined ? '–' : `${run.stopSeconds} s`;
}

const cell = (text) => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
const table = (head, lines) =>
  [head, head.map(() => '---'), ...lines]
    .map((line) => `| ${line.map(cell).join(' | ')} |`)
    .join('\n') + '\n';

/** One row a project that was built and run; links lead from the page, which may lie in a folder. */
export function measuredTable(rows, up = '') {
  const lines = rows
    .filter(({ verified }) => verified?.after?.image)
    .map(({ project, verified }) => {
      const { before, after } = verified;
      return [
        `[${project.name}](${up}${project.folder})`,
        `${megabytes(before)} → ${megabytes(after)} MB`,
        `${(before.image.bytes / after.image.bytes).toFixed(1)} ×`,
        `${userOf(before)} → ${userOf(after)}`,
        after.npm ? 'there' : before.npm ? 'gone' : 'none',
        answerOf(verified),
        `${stop(before)} → ${stop(after)}`,
      ];
    });
  const head = ['project', 'size', 'smaller by', 'user', 'npm', 'answer', 'stops in'];
  return table(head, lines);
}

/** The whole page: the table, what each project is about, and what its build proves and does not. */
export function measuredPage(rows, engine) {
  const date = new Date().toISOString().slice(0, 10);
  const claims = rows.map(({ project, missing }) => [
    project.name,
    project.about ?? '',
    missing ? `not run: ${missing} is not on the machine` : (project.proves ?? ''),
    project.doesNotProve ?? '',
  ]);
  return `# Measured by building and running

Made by \`npm run test:e2e -- --write\` on ${date} with ${engine}. Each project is built and started as it is
and as it would be, asked over HTTP, and stopped. Sizes are uncompressed.

The base images were local ones under the upstream names, made of Debian packages, of the node programs
that npm serves, and of Alpine's real root file system: their sizes are near the real ones and not equal,
and where a project does not say musl, the \`alpine\` variants run a node that was linked with glibc. What a
build on them proves, and what it does not, stands with each project. Who the process is, where it may write and what
it sees: [process.md](process.md).

${measuredTable(rows, '../')}
## What each build proves

${table(['project', 'about', 'proves', 'does not prove'], claims)}`;
}
