import { expect, test } from '@jest/globals';
import { startedLines } from '../../src/project/sources/started-lines.js';
import { cpuTime } from '../cpu-time.js';

const linesOf = (source: string): string[] => startedLines(source).map(({ text }) => text);
const inProgram = (source: string): string[] =>
  linesOf(`import { exec } from 'child_process';\n${source}`);

test.each([
  [`exec('git log -1')`, ['git log -1']],
  ['execSync(`convert ${image} out.png`)', ['convert $_ out.png']],
  [`spawn('grep', ['-oP', '(?<=a)b', file])`, [`grep -oP '(?<=a)b' $_`]],
  [`execFile("say", ['it isn\\'t'])`, [`say 'it isn'\\''t'`]],
  [`exec('df -h ' + folder + ' | tail -n 1', done)`, ['df -h $_ | tail -n 1']],
  ['await $`git push ${await remote()}`', ['git push $_']],
  [`which.sync('gs')`, ['gs']],
  ['execSync(`a ${list.map((x) => `-x ${x}`).join()} b`)', ['a $_ b']],
  [`execSync('a \\\n b\\n')`, ['a  b\n']],
])('a call tells the line that it starts: %s', (source, lines) => {
  expect(linesOf(source)).toEqual(lines);
});

test.each([
  [`const cmd = 'curl'; spawn(cmd)`, ['curl']],
  ['const cmd: string = `ps -p ${pid}`\nexec(cmd, done)', ['ps -p $_']],
  [`spawn(process.env.GIT || 'git', ['log'])`, ['${GIT} log', 'git log']],
  [`spawn(windows ? 'py.exe' : mac ? 'python' : 'python3')`, ['py.exe', 'python', 'python3']],
  [`spawn(os === 'win32' && bits > 3 ? 'a' : 'b')`, ['a', 'b']],
  [`const dump = { path: X ?? 'pg_dump' }; execa(dump.path, ['-v'])`, ['pg_dump -v']],
  ['const tool = other; const other = "gs"; exec(`${tool} -v`)', ['gs -v']],
  [`const run = util.promisify(exec); run('gm version')`, ['gm version']],
  [`const run = promisify(child.exec); run('gm version')`, ['gm version']],
  [`execSync(['tar', 'czf', name].join(' '))`, ['tar czf $_']],
  [`execFile(path.join(__dirname, '..', 'x.sh'))`, ['$DIRNAME/../x.sh']],
  [`exec((await name()).trim() + ' x')`, []],
])('a name counts as what the file says of it: %s', (source, lines) => {
  expect(inProgram(source)).toEqual(lines);
});

test.each([
  [`const run = (cmd) => execSync(cmd).toString(); run('git log')`, ['git log']],
  [`const run = async cmd => exec(cmd, done)\nawait run('git log')`, ['git log']],
  [`const run: Run = (cmd: string): void => { exec(cmd) }; run('gs')`, ['gs']],
  [`async function run(cmd: string): Promise<void> { exec(cmd) }; run('gs')`, ['gs']],
  [`exports.run = function (cmd) { return new Promise((ok) => exec(cmd, ok)) }; run('gs')`, ['gs']],
  [`class Shell { run(cmd) { if (cmd) { exec(cmd) } } }; shell.run('gs')`, ['gs']],
  [`const run = (at, cmd) => exec(cmd, { cwd: at }); run(join(a, b), 'gs')`, ['gs']],
  [`const a = (cmd) => exec(cmd); const b = (cmd) => a(cmd); b('gs')`, ['gs']],
  [`const run = (cmd, args) => spawn(cmd, args); run('gs', ['-v'])`, ['gs -v']],
  ['const run = (cmd) => exec(`${cmd} 2>&1`); run(`gs ${file}`)', ['gs $_']],
])('what a function starts is what it is called with: %s', (source, lines) => {
  expect(inProgram(source)).toEqual(lines);
});

test.each([
  `const run = (cmd) => exec(other); run('git log')`,
  `if (cmd) { exec(cmd) }; run('git log')`,
  `const find = (text) => /x/.exec(text); find('git log')`,
  `list.forEach((cmd) => exec(cmd)); run('git log')`,
  `const words = 'git log'; /\\w+/.exec(words)`,
  `const query = 'convert all'; database.exec(query)`,
  `function exec(command = 'git') {}`,
  `// exec('git log')`,
  `const text = "exec('git log')"`,
])('other texts start nothing: %s', (source) => {
  expect(inProgram(source)).toEqual([]);
});

test('where nothing starts programs a name decides nothing', () => {
  expect(linesOf(`const words = 'git log'; exec(words); exec('git pull')`)).toEqual(['git pull']);
});

test.each([
  'exec(',
  'exec(a+',
  'exec([',
  'exec(`${',
  'a=a;exec(a);',
  'exec(a?',
  'f(exec,a)=>exec(a)',
  'exec=(exec,a,',
  'a=b;b=a;exec(b);',
])('a long text of %s is read in no time', (part) => {
  expect(cpuTime(() => linesOf(`child_process ${part.repeat(10_000)}`))).toBeLessThan(3000);
});
