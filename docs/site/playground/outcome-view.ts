import { fileRules } from '../../../src/rewrite/file-rules.js';
import type { Told } from '../../../src/rewrite/index.js';
import type { Options, Rule } from '../../../src/transform.js';
import { transforms } from '../../../transforms/index.js';
import { button, element } from './elements.js';
import { commandFor } from './options-form.js';
import type { Outcome } from './outcome.js';

/** What the view needs of the page around it. */
interface Page {
  /** Goes to a line of the Dockerfile. */
  readonly show: (line: number) => void;
  /** An address that shows the same again. */
  readonly link: () => Promise<string>;
  /** The address of the page of a rule, where there is one. */
  readonly pageOf?: (rule: string) => string;
}

const catalogue = new Map<string, Rule>(
  [{ name: 'file', rules: fileRules }, ...transforms].flatMap(({ name, rules }) =>
    Object.entries(rules).map(([slug, rule]) => [`${name}/${slug}`, rule] as const),
  ),
);

/** The diff and what there is to say about it. */
export function outcomeView(page: Page) {
  const status = element('p', { class: 'status', role: 'status' });
  const diff = element('pre', { class: 'diff', tabindex: '0', 'aria-label': 'Diff' });
  const findings = element('ul', { class: 'findings' });
  const command = element('code', { class: 'command' });
  const here = element('p', { class: 'here' }, ['The same for your own project: ', command]);
  let text = '';
  const copy = button('Copy the new Dockerfile', () => void copied(copy, text));
  const share = button('Copy a link', () => void page.link().then((link) => copied(share, link)));
  const bar = element('div', { class: 'bar' }, [copy, share]);
  return {
    element: element('div', { class: 'outcome' }, [status, diff, bar, here, findings]),
    show(outcome: Outcome, options: Options): void {
      command.textContent = commandFor(options);
      const failed = 'problem' in outcome;
      status.classList.toggle('failed', failed);
      copy.hidden = failed || outcome.diff === '';
      text = failed ? '' : outcome.text;
      status.textContent = failed ? `Line ${outcome.line}: ${outcome.problem}` : summary(outcome);
      diff.replaceChildren(...(failed ? [] : diffLines(outcome.diff)));
      diff.hidden = failed || outcome.diff === '';
      findings.replaceChildren(...(failed ? [] : all(outcome).map((one) => item(one, page))));
    },
  };
}

function summary({
  diff,
  changes,
  cautions,
  declined,
}: Extract<Outcome, { diff: string }>): string {
  const parts = [
    `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`,
    `${cautions.length} to check`,
    `${declined.length} left alone`,
  ];
  return `${diff === '' ? 'Nothing to change: ' : ''}${parts.join(', ')}`;
}

type Kind = 'changed' | 'caution' | 'declined';

function all({ changes, cautions, declined }: Extract<Outcome, { diff: string }>) {
  const of = (kind: Kind, found: readonly Told[]) => found.map((told) => ({ kind, told }));
  return [...of('changed', changes), ...of('caution', cautions), ...of('declined', declined)];
}

function item({ kind, told }: { kind: Kind; told: Told }, page: Page): HTMLElement {
  const { rule, line, because, advice } = told;
  const known = catalogue.get(rule);
  return element('li', { class: kind }, [
    element('p', { class: 'head' }, [
      element('b', {}, [kind]),
      button(`line ${line}`, () => page.show(line), { class: 'line' }),
      known && page.pageOf
        ? element('a', { href: page.pageOf(rule) }, [element('code', {}, [rule])])
        : element('code', {}, [rule]),
    ]),
    element('p', {}, [because]),
    ...(advice === undefined ? [] : [element('p', { class: 'advice' }, [`→ ${advice}`])]),
    ...(known
      ? [
          element('details', {}, [
            element('summary', {}, [known.title]),
            element('p', {}, [known.explanation]),
          ]),
        ]
      : []),
  ]);
}

function diffLines(diff: string): HTMLElement[] {
  const [, , , ...lines] = diff.trimEnd().split('\n');
  return lines.map((line) => element('span', { class: kindOf(line) }, [`${line}\n`]));
}

function kindOf(line: string): string {
  if (line.startsWith('@@')) return 'hunk';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'same';
}

/** Puts a text on the clipboard and says so on the button. */
async function copied(on: HTMLButtonElement, text: string): Promise<void> {
  const label = on.textContent;
  const said = await navigator.clipboard.writeText(text).then(
    () => 'Copied',
    () => 'The browser does not let this page copy',
  );
  on.textContent = said;
  setTimeout(() => (on.textContent = label), 1500);
}
