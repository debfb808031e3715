// Tries one change after another, in a thread that can be ended when one never ends.
import { parentPort, workerData } from 'node:worker_threads';
import { Instance, loaderOf } from './instance.mjs';

/** Tests that take longer, in milliseconds, try things by the thousand: too long for each change. */
const longest = 400;

const { script, beat } = workerData;
const load = loaderOf(script);
let shared;
/** Tests that noticed something, the latest first: they are likely to notice the next change. */
let noticing = [];

parentPort.on('message', async ({ survey, change, early, tests }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
  parentPort.postMessage(survey ? await reached() : await noticedBy(change, early, tests));
});

/** Which changes are reached as the code is loaded, and by which tests that are fit to judge. */
async function reached() {
  const early = new Set();
  const instance = new Instance(load, undefined, early);
  const byTest = [];
  for (const test of instance.tests) {
    instance.reached = new Set();
    const began = performance.now();
    const passes = await instance.passes(test);
    const isFit = performance.now() - began <= longest;
    byTest.push({ name: test.name, passes, isFit, reached: instance.reached });
    Atomics.add(beat, 0, 1);
  }
  return { early, byTest };
}

/**
 * The first test that fails with a change, and passes without it; a change that is reached as the
 * code is loaded needs code that is loaded with it.
 *
 * @param again whether it is tried with code that was loaded for it
 */
async function noticedBy(change, early, tests, again = false) {
  Atomics.add(beat, 0, 1);
  const instance = attempt(() => (early ? new Instance(load, change) : fresh()));
  if (!instance) return 'as it is loaded';
  const mine = new Set(tests);
  for (const at of new Set([...noticing.filter((one) => mine.has(one)), ...tests])) {
    const test = instance.tests[at];
    Atomics.add(beat, 0, 1);
    if (test && (await instance.passes(test, change))) continue;
    if (!early && !(await instance.passes(test))) {
      // What an earlier change left in some cache; or somebody writes to the tests meanwhile.
      shared = undefined;
      return again ? undefined : noticedBy(change, early, tests, true);
    }
    noticing = [at, ...noticing.filter((one) => one !== at)].slice(0, 40);
    return test?.name ?? 'as it is loaded';
  }
  return undefined;
}

function fresh() {
  shared ??= new Instance(load);
  return shared;
}

function attempt(compute) {
  try {
    return compute();
  } catch {
    return undefined;
  }
}
