import type { Options } from '../../../src/transform.js';
import { editor } from './editor.js';
import { element } from './elements.js';
import { knownOptions, optionsForm } from './options-form.js';
import { outcomeOf, type Sources } from './outcome.js';
import { outcomeView } from './outcome-view.js';
import { decoded, encoded } from './share.js';
import { samples } from 'samples';

/** What the page is about: the files, and what is asked for. */
export interface Question {
  readonly files: Sources;
  readonly options: Options;
}

/** How long nothing has to be typed before the files are rewritten. */
const pause = 150;

/** What the page around the playground has. */
export interface Surroundings {
  /** The address of the page of a rule. */
  readonly pageOf?: (rule: string) => string;
}

/**
 * Turns an element into the playground. Everything happens in the page: nothing is asked of any server.
 *
 * @returns when what the address holds is shown
 */
export async function mount(root: HTMLElement, { pageOf }: Surroundings = {}): Promise<void> {
  const [first = ''] = Object.keys(samples);
  const shared = await decoded(location.hash);
  let question: Question = {
    files: shared?.files ?? samples[first] ?? {},
    options: knownOptions(shared?.options ?? {}),
  };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const view = outcomeView({
    show: (line) => files.select('Dockerfile', line),
    link,
    ...(pageOf && { pageOf }),
  });
  const show = (): void => {
    view.show(outcomeOf(question.files, question.options), question.options);
  };
  const later = (change: Partial<Question>): void => {
    question = { ...question, ...change };
    clearTimeout(timer);
    timer = setTimeout(show, pause);
  };
  const files = editor(question.files, (changed) => later({ files: changed }));
  const options = optionsForm(question.options, (changed) => later({ options: changed }));

  async function link(): Promise<string> {
    const address = new URL(location.href);
    address.hash = await encoded(question);
    history.replaceState(null, '', address);
    return address.href;
  }

  const chooser = element('select', { 'aria-label': 'Example' }, [
    element('option', { value: '' }, ['Start from an example …']),
    ...Object.keys(samples).map((name) => element('option', { value: name }, [name])),
  ]);
  chooser.addEventListener('change', () => {
    const chosen = samples[chooser.value];
    if (chosen) files.replace(chosen);
    chooser.value = '';
  });
  root.replaceChildren(
    element('div', { class: 'question' }, [files.tabs(chooser), files.element, options]),
    view.element,
  );
  root.classList.add('playground');
  show();
}
