import { startedCommands, startTexts } from '../../src/command/index.js';
import { type Dockerfile, finalEnvironment, type Stage } from '../../src/dockerfile/index.js';
import {
  findInSources,
  folderOf,
  hasSources,
  manifestIn,
  type Place,
  type Project,
} from '../../src/project/index.js';
import { type Command, parseScript } from '../../src/shell/index.js';
import { decline, type Declined } from '../../src/transform.js';

const writes =
  /\b(?:writeFile|appendFile|createWriteStream|mkdir|outputFile|outputJson|writeJson|ensureDir|diskStorage|multer|sqlite3?|better-sqlite3|lowdb|nedb|DailyRotateFile|transports\.File)\w*/;
/** Programs that leave files where they are started: those that build, and those that move files about. */
const leavesFiles =
  /^(?:astro|babel|copyfiles|cp|cpx|esbuild|gulp|mkdir|mv|nest|next|nuxi|nuxt|parcel|react-scripts|rimraf|rm|rollup|rspack|shx|sucrase|swc|tee|touch|tsc|tsc-watch|tsup|vite|vue-cli-service|webpack)$/;
const ofTheSystem = new Set(
  '/bin /boot /dev /etc /home /lib /proc /run /sbin /sys /tmp /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/lib /usr/local/src /usr/share /var /var/lib /var/log /var/run'.split(
    ' ',
  ),
);
const advice = 'Give it a folder such as /app.';

/** Why the place of the application is one where node can't work, if it is. */
export function rootFolder(file: Dockerfile, stage: Stage, project: Project): Declined | undefined {
  const { workdir } = finalEnvironment(stage);
  const refuse = (because: string): Declined =>
    decline('node-user/root-folder', stage.from, because, advice);
  if (workdir === undefined)
    return refuse('The application lies in a folder that a variable names.');
  if (/^\/root(?:\/|$)/.test(workdir))
    return refuse(`The application lies in ${workdir}, where node may not go.`);
  if (ofTheSystem.has(workdir))
    return refuse(`The application lies in ${workdir}, among files of the system.`);
  if (workdir !== '/') return undefined;
  const manifest = manifestIn(project, stage, file.stages);
  if (!manifest || !hasSources(project, folderOf(manifest.path)))
    return refuse(
      'The application lies in /, where node may not write, and its sources can’t be read.',
    );
  if (startedCommands(stage).some(leaves))
    return refuse('The application lies in /, where node may not write, and its command does.');
  const place =
    writingScript(file, stage, project) ?? findInSources(project, folderOf(manifest.path), writes);
  return (
    place &&
    refuse(
      `The application lies in /, where node may not write, and ${place.path}:${place.line} seems to: "${place.text}".`,
    )
  );
}

/** A script of package.json that builds when the container starts, or changes files: `tsc && node dist`. */
function writingScript({ stages }: Dockerfile, stage: Stage, project: Project): Place | undefined {
  return startTexts(project, stage, stages).find(({ text }) =>
    parseScript(text)?.commands.some(leaves),
  );
}

/** Whether a command leaves files behind, also below `npx`, `env` and the like. */
function leaves({ words, writes: files }: Command): boolean {
  return (
    files.some((path) => path === undefined || !path.startsWith('/dev/')) ||
    words.some(({ value = '' }) => leavesFiles.test(value.replace(/^(?:.*\/)?\.bin\//, '')))
  );
}
