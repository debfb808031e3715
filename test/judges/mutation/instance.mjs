import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';
import { root } from './sources.mjs';

/** A loop that asks more often whether its change is switched on never ends. */
const mostAsked = 3_000_000;

/** The code and its tests, loaded once. */
export class Instance {
  /** All tests, with their names; the script hands them over as it is loaded. */
  tests = [];
  /** What clears away behind a test. */
  cleanups = [];
  /** Which test runs: what is remembered by text is forgotten with each. */
  test = 0;
  #asked = 0;

  /**
   * @param load from `loaderOf`
   * @param change the id of the change that is switched on
   * @param reached takes the ids of the changes that are reached, when somebody wants to know
   */
  constructor(load, change, reached) {
    this.change = change;
    this.reached = reached;
    load(this);
  }

  /** Called by the script: whether a change is switched on. */
  isOn(id) {
    if (id !== this.change) return false;
    this.#asked += 1;
    if (this.#asked > mostAsked) throw new Error('endless');
    return true;
  }

  /** Whether a test passes, with a change switched on or with none. */
  async passes(test, change) {
    this.change = change;
    this.test += 1;
    this.#asked = 0;
    try {
      await test.run();
      return true;
    } catch {
      return false;
    } finally {
      for (const clean of this.cleanups) clean();
    }
  }
}

/** Compiles the script; what is returned runs it for an instance. */
export function loaderOf(text) {
  const path = join(root, 'test/all.js');
  const script = new Script(`(function (judged, require, module) { ${text}\n})`, {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const load = script.runInThisContext();
  return (instance) => load(instance, createRequire(path), { exports: {} });
}
