// Preloaded by test/faults.test.ts: ends the process by SIGKILL at the n-th call that touches the disk to write,
// before or after the call is made, and counts the calls where it is not to end.
import fs, { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const {
  KILL_AT: at = '0',
  KILL_WHEN: when = 'before',
  KILL_IN: place = 'Dockerfile',
} = process.env;
const writing =
  /^(?:open|write|writeFile|appendFile|fsync|fdatasync|rename|chmod|fchmod|chown|fchown|lchown|utimes|unlink|rm|mkdir|close|truncate|ftruncate|realpath|stat|access|readFile)(?:Sync)?$/;
let calls = 0;

function counted(owner, name) {
  const made = owner[name];
  if (typeof made !== 'function' || !writing.test(name)) return;
  const watched = function (...words) {
    // Loading the program is no step of a write.
    if (!words.some((word) => String(word).includes(place) || typeof word === 'number'))
      return made.apply(this, words);
    calls += 1;
    if (calls === Number(at) && when === 'before') process.kill(process.pid, 'SIGKILL');
    const result = made.apply(this, words);
    if (calls === Number(at) && when === 'after') {
      if (typeof result?.then !== 'function') process.kill(process.pid, 'SIGKILL');
      return result.then(() => process.kill(process.pid, 'SIGKILL'));
    }
    return result;
  };
  // realpathSync has a method of its own.
  owner[name] = Object.assign(watched, made);
}

for (const name of Object.keys(fs)) counted(fs, name);
for (const name of Object.keys(fs.promises)) counted(fs.promises, name);
// A file handle of fs.promises has methods of its own.
const handle = await fs.promises.open(process.execPath);
const prototype = Object.getPrototypeOf(handle);
await handle.close();
for (const name of ['write', 'writeFile', 'sync', 'datasync', 'close', 'chmod', 'chown', 'stat']) {
  const made = prototype[name];
  prototype[name] = function (...words) {
    calls += 1;
    if (calls === Number(at)) process.kill(process.pid, 'SIGKILL');
    return made.apply(this, words);
  };
}
syncBuiltinESMExports();
if (at === '0') process.on('exit', () => writeSync(2, `\ncalls: ${calls}\n`));
