import { defaultOptions, type Options } from '../../../src/transform.js';
import { transforms } from '../../../transforms/index.js';
import { element } from './elements.js';

const runtimes = ['official', 'minimal', 'slim', 'distroless'] as const;

/** Switches, by the option of the command line that does the same. */
const switches = {
  '--assume-pure-js': 'assumePureJs',
  '--numeric-user': 'numericUser',
  '--readonly-app': 'readonlyApp',
  '--strip': 'strip',
} as const satisfies Record<string, keyof Options>;

/** The choices that matter most; what is not the default is told. */
export function optionsForm(now: Options, changed: (options: Options) => void): HTMLElement {
  const chosen = names.map((name) => checkbox(name, now.transforms.includes(name)));
  const runtime = choice('--runtime', runtimes, now.runtime);
  const init = checkbox('--init tini', now.init === 'tini');
  const nginx = checkbox('--static nginx', now.static === 'nginx');
  const others = Object.entries(switches).map(
    ([label, key]) => [key, checkbox(label, now[key])] as const,
  );
  const form = element('form', { class: 'options' }, [
    group('Transforms', chosen.map(labelOf)),
    group('Options', [
      labelOf(runtime),
      ...[init, nginx, ...others.map(([, one]) => one)].map(labelOf),
    ]),
  ]);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () =>
    changed({
      ...defaultOptions,
      transforms: names.filter((_, index) => chosen[index]?.checked),
      runtime: runtimes.find((one) => one === runtime.value) ?? 'official',
      init: init.checked ? 'tini' : 'none',
      static: nginx.checked ? 'nginx' : 'none',
      ...Object.fromEntries(others.map(([key, { checked }]) => [key, checked])),
    }),
  );
  return form;
}

/** Every transform of the catalogue. */
export const names: readonly string[] = transforms.map(({ name }) => name);

/** What of some options, which may come from an address, this form can show; the rest are defaults. */
export function knownOptions(found: Partial<Options>): Options {
  const { transforms: chosen, runtime, init, static: files } = found;
  return {
    ...defaultOptions,
    transforms: Array.isArray(chosen) ? names.filter((name) => chosen.includes(name)) : names,
    runtime: runtimes.find((one) => one === runtime) ?? defaultOptions.runtime,
    init: init === 'tini' ? init : 'none',
    static: files === 'nginx' ? files : 'none',
    ...Object.fromEntries(Object.values(switches).map((key) => [key, found[key] === true])),
  };
}

/** The command that does the same on the user's machine. */
export function commandFor(options: Options): string {
  const { transforms: chosen, runtime, init, static: files } = options;
  const skipped = names.filter((name) => !chosen.includes(name));
  return [
    'npx slim-dockerfile',
    ...(skipped.length === 0 ? [] : chosen.map((name) => `-t ${name}`)),
    ...(runtime === 'official' ? [] : [`--runtime ${runtime}`]),
    ...(init === 'tini' ? ['--init tini'] : []),
    ...(files === 'nginx' ? ['--static nginx'] : []),
    ...Object.entries(switches).flatMap(([label, key]) => (options[key] ? [label] : [])),
  ].join(' ');
}

function checkbox(name: string, checked: boolean): HTMLInputElement {
  const box = element('input', { type: 'checkbox', name });
  box.checked = checked;
  return box;
}

function choice(name: string, values: readonly string[], value: string): HTMLSelectElement {
  const made = element(
    'select',
    { name },
    values.map((one) => element('option', { value: one }, [one])),
  );
  made.value = value;
  return made;
}

function labelOf(control: HTMLInputElement | HTMLSelectElement): HTMLElement {
  const name = element('code', {}, [control.name]);
  return element(
    'label',
    {},
    control instanceof HTMLSelectElement ? [name, control] : [control, name],
  );
}

function group(title: string, labels: readonly HTMLElement[]): HTMLElement {
  return element('fieldset', {}, [element('legend', {}, [title]), ...labels]);
}
