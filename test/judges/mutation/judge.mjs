import { once } from 'node:events';
import { setInterval } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** A test that takes longer, in milliseconds, with a change is taken for one that never ends. */
const patience = 20_000;

/**
 * Tries each change by the tests that reach it.
 *
 * @param most by so many of them, spread evenly
 * @returns one after another the changes with `by`: the test that noticed, `time`, or nothing when none did, and
 *   `tests`: how many reach it
 */
export async function* judge(script, changes, most) {
  const bench = new Bench(script);
  const { early, byTest } = await bench.ask({ survey: true });
  const failing = byTest.filter(({ passes }) => !passes);
  for (const { name } of failing) console.error(`left out, it fails as the code stands: ${name}`);
  const able = byTest.filter(({ passes, isFit }) => passes && isFit);
  console.error(`${able.length} of ${byTest.length} tests judge ${changes.length} changes`);
  let done = 0;
  for (const { id, ...change } of changes) {
    const tests = spread(testsOf(id, byTest, early), most);
    const question = { change: id, early: early.has(id), tests };
    const by = tests.length > 0 ? await bench.ask(question) : undefined;
    yield { ...change, by, tests: tests.length };
    done += 1;
    if (done % 100 === 0) console.error(`${done} of ${changes.length}`);
  }
  await bench.close();
}

/** The places of the tests that reach a change and are fit to judge it. */
function testsOf(id, byTest, early) {
  return [...byTest.keys()].filter((at) => {
    const { passes, isFit, reached } = byTest[at];
    return passes && isFit && (early.has(id) || reached.has(id));
  });
}

function spread(all, most) {
  const step = Math.max(1, all.length / most);
  return all.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}

/** A thread, and another one when it got stuck. */
class Bench {
  #script;
  #worker;
  #beat = new Int32Array(new SharedArrayBuffer(4));

  constructor(script) {
    this.#script = script;
  }

  async ask(question) {
    this.#worker ??= new Worker(new URL('./worker.mjs', import.meta.url), {
      workerData: { script: this.#script, beat: this.#beat },
      resourceLimits: { maxOldGenerationSizeMb: 1500 },
    });
    const answer = once(this.#worker, 'message').then(([message]) => message, outOfMemory);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
    this.#worker.postMessage(question);
    const stopped = new AbortController();
    // The code as it stands ends, however long a test takes on a busy machine.
    const limits = question.survey ? [] : [this.#stuck(stopped.signal)];
    const verdict = await Promise.race([answer, ...limits]);
    stopped.abort();
    if (verdict === 'time' || verdict === 'memory') await this.close();
    return verdict;
  }

  /** Ends when no test has ended for a while. */
  async #stuck(signal) {
    let last = -1;
    const ticks = setInterval(patience, undefined, { signal });
    try {
      for await (const _ of ticks) {
        const now = Atomics.load(this.#beat, 0);
        if (now === last) break;
        last = now;
      }
    } catch {
      // Nobody waits for it any more.
    }
    return 'time';
  }

  async close() {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function outOfMemory(error) {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'memory';
  throw error;
}
