import { isOfficialEntrypoint, startCommands, startedScripts, startOf, containerCommand } from '../../src/command/index.js';
import type { Dockerfile, Instruction, Stage } from '../../src/dockerfile/index.js';
import { environmentAt, finalEnvironment } from '../../src/dockerfile/index.js';
import { homeCache } from '../../src/knowledge/start-tools.js';
import { applicationIn, composeServices, findInSources, firstMatch, folderOf, type Project } from '../../src/project/index.js';
import { commandsOf, programOf } from '../../src/shell/index.js';
import { type Declined, decline } from '../../src/transform.js';
import { declaredVolumes } from './ownership.js';

/** Programs that must begin as root, or that only root calls (handbook D22). */
const rootPrograms = new Set('cron crond sshd supervisord nginx apache2 httpd service systemctl su-exec gosu su sudo runuser setpriv chroot iptables mount umount sysctl chown useradd usermod groupmod adduser addgroup apk apt apt-get dpkg update-ca-certificates setcap'.split(' '));
const rootCommand = new RegExp(String.raw`(^|[\s;&|(])(${[...rootPrograms].join('|')})(\s|$)|npm\s+(i|install)\s+(-g|--global)`);
const writeCall = /\b(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|mkdir|mkdirSync|mkdirp|ensureDir|ensureDirSync|outputFile|unlink|rename|Database|dest)\w*\s*\(\s*[`'"](\/(?!tmp\b|dev\/|proc\/|home\/node)[\w.-]+)/;
const rootHome = /[`'"]\/root(?:\/|[`'"])/;

/** Why the container must stay root's, if it must. */
export function rootNeed(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  return (
    composeNeed(project, stage) ??
    commandNeed(file, stage, project) ??
    scriptNeed(file, stage, project) ??
    homeNeed(file, stage, project) ??
    sourceNeed(file, stage, project)
  );
}

function composeNeed(project: Project, stage: Stage): Declined | undefined {
  for (const { path, line, name, user, volumes } of composeServices(project)) {
    if (user !== undefined && /^(?:root|0)(?::|$)/.test(user))
      return decline('node-user/explicit-root', stage.from, `${path}:${line}: the service "${name}" asks for user ${user}.`, 'Remove user: there.');
    if (volumes.some((volume) => volume.includes('docker.sock')))
      return decline('node-user/root-required', stage.from, `${path}:${line}: the service "${name}" uses the Docker socket, which belongs to root.`);
  }
  return undefined;
}

function commandNeed(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const { entrypoint, cmd } = containerCommand(stage);
  for (const instruction of [entrypoint, cmd]) {
    const commands = instruction && startCommands(instruction, stage);
    const program = commands?.map(programOf).find((name) => name !== undefined && rootPrograms.has(name));
    if (instruction && program !== undefined)
      return decline('node-user/root-required', instruction, `${instruction.keyword} starts ${program}, which needs root.`);
  }
  const outside = [entrypoint, cmd].find((one) => one && writesOutside(one, stage));
  if (outside) return decline('node-user/root-required', outside, `${outside.keyword} changes files outside the application's folder, which only root may do.`);
  const start = startOf(project, stage, file.stages);
  if (start.kind === 'unresolved' && start.reason === 'development' && !/nodemon|ts-node-dev|"nest /.test(start.because))
    return decline('node-user/writes-modules', start.instruction, `${start.because} It keeps caches in node_modules, which belongs to root.`, 'Use a production command.');
  const text = cmd && start.kind === 'replaceable' ? start.argv.join(' ') : (cmd?.argument ?? '');
  if (cmd && /prisma (?:generate|db push)|prisma migrate dev/.test(text))
    return decline('node-user/writes-modules', cmd, 'The start command lets prisma write into node_modules, which belongs to root.', 'Run prisma generate in the build.');
  return undefined;
}

const fileTools = new Set('cp install ln mkdir mv rm sed tee touch'.split(' '));
const anybodys = /^\/(?:tmp|dev|proc)(?:\/|$)/;

/** Whether a start command creates, moves or removes files that are not below the application's folder. */
function writesOutside(instruction: Instruction, stage: Stage): boolean {
  const { workdir = '/' } = finalEnvironment(stage);
  const foreign = (path: string): boolean => path.startsWith('/') && !path.startsWith(`${workdir}/`) && path !== workdir && !anybodys.test(path);
  const commands = startCommands(instruction, stage) ?? [];
  const tools = commands.some((command) => fileTools.has(programOf(command) ?? '') && command.words.slice(1).some(({ value }) => value === undefined || foreign(value)));
  return tools || commands.some(({ writes }) => writes.some((path) => path === undefined || foreign(path)));
}

function scriptNeed(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  for (const script of startedScripts(project, stage, file.stages)) {
    if (isOfficialEntrypoint(script)) continue;
    const { instruction, name, path, text } = script;
    if (path === undefined || text === undefined)
      return decline('node-user/unread-script', instruction, `${instruction.keyword} starts ${name}, which could not be read and may need root.`, 'Run where the script is, or name the build context with --context.');
    const place = firstMatch(path, text, rootCommand);
    if (place) return decline('node-user/root-required', instruction, `${place.path}:${place.line} needs root: "${place.text}".`);
    if (ownerOnly(stage, name)) return decline('node-user/script-mode', instruction, `Only its owner, root, may run ${name}.`, 'Use chmod 755.');
  }
  return undefined;
}

/** Whether a chmod of the stage gives the right to run a script to its owner alone. */
function ownerOnly(stage: Stage, script: string): boolean {
  const base = script.replace(/^.*\//, '');
  return stage.instructions.some((run, index) => {
    if (run.keyword !== 'RUN' || !run.argument.includes(base)) return false;
    return (commandsOf(run, environmentAt(stage, index)) ?? []).some((command) => {
      const [program, mode = '', ...files] = command.words.map(({ value = '' }) => value);
      return program === 'chmod' && /^(?:0?[0-7][0-6][0-6]|u\+\w*x)$/.test(mode) && files.some((one) => one.endsWith(base));
    });
  });
}

/** Tools that find their programs below the home of the user who installed them (handbook D.6). */
function homeNeed(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const manifest = applicationIn(project, stage, file.stages)?.manifest;
  const { scope } = finalEnvironment(stage);
  const moved = /^(PUPPETEER_(CACHE_DIR|EXECUTABLE_PATH|SKIP_\w+)|PLAYWRIGHT_\w+|CYPRESS_\w+)$/;
  const home = rootHomeUse(stage, project);
  if (home !== undefined) return decline('node-user/home-cache', stage.from, `${home} lies below /root, which node can't enter.`, 'Move it to a folder that node may use.');
  const tool = [...(manifest?.dependencies.keys() ?? [])].find((name) => homeCache(name) !== undefined);
  if (tool !== undefined && ![...scope.env().keys()].some((name) => moved.test(name)))
    return decline('node-user/home-cache', stage.from, `${tool} keeps what it downloads in root's home, which node can't enter.`, 'Set its folder to a shared one, such as PUPPETEER_CACHE_DIR=/app/.cache.');
  const start = startOf(project, stage, file.stages);
  const manager = start.kind === 'direct' ? undefined : start.instruction;
  const usesCorepack = file.stages.some(({ instructions }) => instructions.some(({ keyword, argument }) => keyword === 'RUN' && /\bcorepack\b/.test(argument)));
  if (manager && /\b(?:pnpm|yarn)\b/.test(manager.argument) && (usesCorepack || manifest?.packageManager !== undefined) && scope.variable('COREPACK_HOME') === null)
    return decline('node-user/home-cache', manager, 'The package manager was prepared in root\'s home, which node can\'t enter.', 'Start the program itself, or set COREPACK_HOME to a shared folder.');
  return undefined;
}

/** A variable or a volume that leads into root's home. */
function rootHomeUse(stage: Stage, project: Project): string | undefined {
  const variable = [...finalEnvironment(stage).scope.env()].find(([, value]) => value !== undefined && /^\/root(\/|$)/.test(value));
  if (variable) return `The value of ${variable[0]} (${variable[1]})`;
  const mounts = composeServices(project).flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[1] ?? ''));
  const path = [...declaredVolumes(stage), ...mounts].find((one) => /^\/root(\/|$)/.test(one));
  return path === undefined ? undefined : `The volume ${path}`;
}

function sourceNeed(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const manifest = applicationIn(project, stage, file.stages)?.manifest;
  if (!manifest) return undefined;
  const folder = folderOf(manifest.path);
  const workdir = finalEnvironment(stage).workdir ?? '/';
  const place = findInSources(project, folder, writeCall) ?? findInSources(project, folder, rootHome);
  const target = place && (writeCall.exec(place.text)?.[1] ?? '/root');
  if (!place || target === undefined || workdir.startsWith(target)) return undefined;
  return decline('node-user/writes-outside', stage.from, `${place.path}:${place.line} uses ${target}, where only root may write.`, 'Create the folder in the Dockerfile and give it to node, then add USER node yourself.');
}
