/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Item, ItemFinding, ItemHunk } from './item.js';

/**
 * Runs in the reader's browser: its text goes into the page, so it uses nothing from outside itself.
 * Whatever comes from a scanned repository becomes text, never markup.
 */
export function client(): void {
  const items = [...document.querySelectorAll<HTMLScriptElement>('script[data-file]')].map(
    (one) => JSON.parse(one.textContent ?? '') as Item,
  );
  const largest = Math.max(1, ...items.map(({ sizes }) => sizes?.before ?? 0));
  const filters = ['repository', 'transform', 'outcome', 'rule'] as const;
  const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

  function element<K extends keyof HTMLElementTagNameMap>(
    name: K,
    className = '',
    ...children: (Node | string)[]
  ): HTMLElementTagNameMap[K] {
    const made = document.createElement(name);
    if (className !== '') made.className = className;
    made.append(...children);
    return made;
  }

  /** Control characters that could turn the order of letters around are shown as what they are. */
  function shown(text: string): string {
    return text.replace(
      /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  }

  function valuesOf(item: Item, filter: (typeof filters)[number]): string[] {
    if (filter === 'repository') return [item.repository];
    if (filter === 'outcome') return [item.status, ...item.findings.map(({ kind }) => kind)];
    return item.findings.map((finding) => finding[filter]);
  }

  function bars({ sizes }: Item): HTMLElement {
    const box = element('span', 'bars');
    if (!sizes) return box;
    for (const which of ['before', 'after'] as const) {
      const bar = element('i', which);
      bar.style.width = `${(100 * sizes[which]) / largest}%`;
      box.append(bar, element('span', '', `${Math.round(sizes[which]).toLocaleString('en')} MB`));
    }
    box.title = 'estimated base image before and after';
    return box;
  }

  function findingLine({ kind, line, rule, because, advice }: ItemFinding): HTMLElement {
    const text = element(
      'li',
      '',
      element('b', kind, kind),
      ` line ${line} `,
      element('code', '', rule),
    );
    text.append(element('span', 'advice', shown(because)));
    if (advice !== undefined) text.append(element('span', 'advice', `→ ${shown(advice)}`));
    return text;
  }

  /** Removed lines stand beside the lines that were added in their place. */
  function diffRows({ before, after, lines }: ItemHunk): HTMLElement[] {
    const rows: HTMLElement[] = [];
    let [left, right] = [before, after];
    let removed: string[] = [];
    let added: string[] = [];
    const cells = (number: number, text: string | undefined, kind: string): HTMLElement[] =>
      text === undefined
        ? [element('td', 'number'), element('td', '')]
        : [element('td', 'number', String(number)), element('td', kind, shown(text))];
    const flush = (): void => {
      for (let at = 0; at < Math.max(removed.length, added.length); at += 1) {
        const one = cells(left, removed[at], 'removed');
        const other = cells(right, added[at], 'added');
        if (removed[at] !== undefined) left += 1;
        if (added[at] !== undefined) right += 1;
        rows.push(element('tr', '', ...one, ...other));
      }
      [removed, added] = [[], []];
    };
    for (const line of lines) {
      if (line.startsWith('-')) removed.push(line.slice(1));
      else if (line.startsWith('+')) added.push(line.slice(1));
      else if (!line.startsWith('\\')) {
        flush();
        const text = line.slice(1);
        rows.push(element('tr', '', ...cells(left, text, ''), ...cells(right, text, '')));
        left += 1;
        right += 1;
      }
    }
    flush();
    return rows;
  }

  function inside(item: Item): HTMLElement {
    const box = element('div', 'inside');
    if (item.error !== undefined) box.append(element('p', 'failed', shown(item.error)));
    if (item.findings.length > 0)
      box.append(element('ul', 'findings', ...item.findings.map(findingLine)));
    if (item.hunks.length === 0) return box;
    const table = element('table');
    table.setAttribute('aria-label', 'Before and after, side by side');
    item.hunks.forEach((hunk, index) => {
      if (index > 0) {
        const gap = element('td', 'gap', '⋯');
        gap.colSpan = 4;
        table.append(element('tr', '', gap));
      }
      table.append(...diffRows(hunk));
    });
    box.append(table);
    return box;
  }

  /** What happened, for who has not opened it. */
  function gist({ findings }: Item): HTMLElement {
    const of = (kind: ItemFinding['kind']) => findings.filter((one) => one.kind === kind);
    const done = [...new Set(of('changed').map(({ transform }) => transform))];
    const declined = [...new Set(of('declined').map(({ rule }) => rule))];
    const cautions = of('caution').length;
    const parts = [
      done.join(', '),
      cautions > 0 ? `${cautions} caution${cautions === 1 ? '' : 's'}` : '',
      declined.length > 0 ? `declined: ${declined.join(', ')}` : '',
    ];
    return element('span', 'gist', shown(parts.filter((part) => part !== '').join(' · ')));
  }

  /** What stands inside is made when it is opened: thousands of files cost nothing until then. */
  function entry(item: Item): HTMLDetailsElement {
    const head = element(
      'summary',
      '',
      element('span', `status ${item.status}`, item.status),
      element('span', '', element('span', 'path', shown(item.path)), gist(item)),
      bars(item),
    );
    const details = element('details', '', head);
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) details.append(inside(item));
    });
    return details;
  }

  const titleOf = (repository: string): string =>
    repository === '.' ? 'this folder' : shown(repository);

  const entries = items.map((item) => ({
    item,
    node: entry(item),
    text: `${item.repository} ${item.path}`.toLowerCase(),
  }));
  const list = byId('files');
  const groups = new Map<string, HTMLElement>();
  for (const { item, node } of entries) {
    let group = groups.get(item.repository);
    if (!group) {
      group = element('section', '', element('h2', '', titleOf(item.repository)));
      groups.set(item.repository, group);
      list.append(group);
    }
    group.append(node);
  }

  for (const filter of filters) {
    const values = [...new Set(items.flatMap((item) => valuesOf(item, filter)))].toSorted();
    const select = byId<HTMLSelectElement>(filter);
    select.append(...values.map((value) => new Option(shown(value), value)));
    select.addEventListener('change', show);
  }
  byId('text').addEventListener('input', show);
  byId('reset').addEventListener('click', () => setTimeout(show));

  function show(): void {
    const wanted = filters.map(
      (filter) => [filter, byId<HTMLSelectElement>(filter).value] as const,
    );
    const text = byId<HTMLInputElement>('text').value.toLowerCase();
    let count = 0;
    for (const one of entries) {
      const fits =
        one.text.includes(text) &&
        wanted.every(
          ([filter, value]) => value === '' || valuesOf(one.item, filter).includes(value),
        );
      one.node.hidden = !fits;
      if (fits) count += 1;
    }
    for (const group of groups.values())
      group.hidden = ![...group.querySelectorAll('details')].some((node) => !node.hidden);
    byId('shown').textContent = `${count} of ${items.length} files`;
    byId('none').hidden = count > 0;
  }

  const sum = (which: 'before' | 'after'): number =>
    items.reduce((total, { sizes }) => total + (sizes?.[which] ?? 0), 0);
  const saved = sum('before') - sum('after');
  const totals: [string, string][] = [
    ['files', String(items.length)],
    [groups.size === 1 ? 'repository' : 'repositories', String(groups.size)],
    ...(['changed', 'declined', 'unchanged', 'failed'] as const).map((status): [string, string] => [
      status === 'declined' ? 'left alone' : status,
      String(items.filter((item) => item.status === status).length),
    ]),
    ['saved, estimated', `${(saved / 1000).toLocaleString('en', { maximumFractionDigits: 1 })} GB`],
  ];
  byId('totals').append(
    ...totals.map(([name, value]) => element('li', '', element('b', '', value), name)),
  );
  byId('unfinished').remove();
  show();
}
