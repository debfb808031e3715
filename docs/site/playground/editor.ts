import { button, element } from './elements.js';
import type { Sources } from './outcome.js';

/** Names that are offered for a new tab. */
const usual = [
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  '.dockerignore',
  'compose.yaml',
  'tsconfig.json',
  'server.js',
];

/** The files and a text field for one of them. */
export interface Editor {
  readonly element: HTMLElement;
  /** The row of tabs, with something in front of it. */
  tabs(first: HTMLElement): HTMLElement;
  /** Puts other files in the place of all. */
  replace(files: Sources): void;
  /** Goes to a line of a file. */
  select(path: string, line: number): void;
}

/** An editor of some files; every change is told at once. */
export function editor(initial: Sources, changed: (files: Sources) => void): Editor {
  let files: Sources = withUsual(initial);
  let current = 'Dockerfile';
  const row = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Files' });
  const field = element('textarea', { spellcheck: 'false', wrap: 'off', autocapitalize: 'off' });
  field.addEventListener('input', () => {
    files = { ...files, [current]: field.value };
    changed(files);
  });

  const open = (path: string): void => {
    current = path;
    field.value = files[path] ?? '';
    field.setAttribute('aria-label', path);
    field.placeholder = `Paste ${path} here`;
    draw();
  };
  const set = (others: Sources, path: string): void => {
    files = others;
    open(path);
    changed(files);
  };
  const drop = (path: string): void => {
    const { [path]: _, ...rest } = files;
    set(rest, path === current ? 'Dockerfile' : current);
  };
  const draw = (): void =>
    row.replaceChildren(
      ...Object.keys(files).map((path) => tab(path, path === current, open, drop)),
      adder((path) => set({ ...files, [path]: files[path] ?? '' }, path)),
    );
  open(current);

  return {
    element: field,
    tabs: (first) => element('div', { class: 'files' }, [first, row]),
    replace: (others) => set(withUsual(others), 'Dockerfile'),
    select(path, line) {
      open(path);
      const lines = field.value.split('\n');
      const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
      field.focus();
      field.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
    },
  };
}

/** The two files that everybody has come first. */
function withUsual(files: Sources): Sources {
  const { Dockerfile = '', 'package.json': manifest = '', ...others } = files;
  return { Dockerfile, 'package.json': manifest, ...others };
}

function tab(
  path: string,
  isOpen: boolean,
  open: (path: string) => void,
  drop: (path: string) => void,
): HTMLElement {
  const isFixed = path === 'Dockerfile' || path === 'package.json';
  const label = button(path, () => open(path), { role: 'tab', 'aria-selected': String(isOpen) });
  const close = button('×', () => drop(path), { 'aria-label': `Remove ${path}`, class: 'close' });
  return element('span', { class: isOpen ? 'tab open' : 'tab' }, [
    label,
    ...(isFixed ? [] : [close]),
  ]);
}

/** A field for the path of one more file. */
function adder(add: (path: string) => void): HTMLElement {
  const list = element(
    'datalist',
    { id: 'usual-files' },
    usual.map((value) => element('option', { value })),
  );
  const name = element('input', {
    list: list.id,
    placeholder: '+ file',
    'aria-label': 'Add a file',
  });
  name.addEventListener('change', () => {
    const path = name.value.trim().replace(/^(?:\.?\/)+/, '');
    if (path !== '') add(path);
  });
  return element('span', { class: 'adder' }, [name, list]);
}
