// What share of the files that a transform is about it reaches, and which rule stops it: one table
// for each of the questions that a maintainer asks of a corpus.
import { finalImage, officialImage, parse } from '../dist/index.js';

/** Everything that the questions below ask of a text. */
function factsOf(text) {
  const file = parse(text);
  const final = file.stages.at(-1);
  let root = final;
  while (root.base) root = root.base;
  const image = root.resolvedImage ?? root.image;
  const { entrypoint, command, user } = finalImage(file);
  return {
    stages: file.stages.length,
    node: officialImage(image) === 'node',
    alpine: /alpine/.test(image.tag ?? '') || /(^|\/)alpine$/.test(image.name),
    slim: /slim/.test(image.tag ?? ''),
    user,
    managed: /\b(?:npm|npx|yarn|pnpm|bunx?)\b/.test(`${entrypoint} ${command}`),
  };
}

/** An empty user is the base image's own, and official node's is root. */
const isRoot = (user) => /^(?:(?:root|0)(?::|$)|$)/.test(user);

/** Which files a question is about, and what a rewrite made of one of them. */
const questions = [
  {
    title: 'final stages on official Debian-based node',
    transform: 'alpine-base',
    about: ({ node, alpine }) => node && !alpine,
    became: (before, after) => {
      if (after.alpine) return 'Alpine';
      return after.slim && !before.slim ? 'slim' : undefined;
    },
  },
  {
    title: 'single-stage files on official node',
    transform: 'split-stages',
    about: ({ node, stages }) => node && stages === 1,
    became: (before, after) => (after.stages > before.stages ? 'split' : undefined),
    untouched: 'nothing to leave behind',
  },
  {
    title: 'files that start through a package manager',
    transform: 'drop-npm',
    about: ({ managed }) => managed,
    became: (_, after) => (after.managed ? undefined : 'started by node itself'),
  },
  {
    title: 'files on official node that run as root',
    transform: 'node-user',
    about: ({ node, user }) => node && isRoot(user),
    became: (_, after) => (isRoot(after.user) ? undefined : 'run as somebody else'),
  },
];

/** Counts, for each question, what became of the files that it is about. */
export class Shares {
  #counts = questions.map(() => new Map());

  /** @param result of a rewrite of `text` by all transforms */
  add(text, result) {
    const before = factsOf(text);
    const after = result.text === text ? before : factsOf(result.text);
    questions.forEach((question, index) => {
      if (!question.about(before)) return;
      const outcome = question.became(before, after) ?? stoppedBy(question, result);
      const counts = this.#counts[index];
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    });
  }

  /** Markdown: a table for each question. */
  toString() {
    return questions.map((question, index) => table(question, this.#counts[index])).join('\n\n');
  }
}

function stoppedBy({ transform, untouched }, { declined }) {
  const stop = declined.find((one) => one.transform === transform || one.rule.startsWith('file/'));
  return stop ? stop.rule : (untouched ?? 'left alone');
}

function table({ title }, counts) {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const share = (count) => `${((100 * count) / total).toFixed(1)} %`;
  const rows = [...counts]
    .toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b))
    .map(([outcome, count]) => `| ${outcome} | ${count} | ${share(count)} |`);
  return [`| ${title} | ${total} | |`, '|---|--:|--:|', ...rows].join('\n');
}
