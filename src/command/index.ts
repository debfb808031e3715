export { bringsBin, likelyBins } from './managers/bins.js';
export {
  containerCommand,
  healthcheckOf,
  programCommands,
  scriptOf,
  startCommands,
  startedCommands,
  startText,
} from './container-command.js';
export { childLines } from './child-lines.js';
export { globalPackages, isGlobalInstall, worksGlobally } from './managers/globals.js';
export { type CachingScript, cachingScript } from './start/caching-scripts.js';
export { commandsIn, developmentIn } from './development.js';
export { directText } from './start/direct-text.js';
export { startsManager } from './start/production.js';
export { gitHubAction } from './github-action.js';
export { type Idle, idleImage, waitsForEver } from './idle.js';
export { loadedByProgram } from './loaded-by-program.js';
export { managerCall, type ManagerCall } from './managers/manager-call.js';
export { managerMajor } from './managers/manager-versions.js';
export { managerMention, managerNamed, mentionsManager } from './managers/managers.js';
export {
  howToRead,
  isEntrypointOfImage,
  isOfficialEntrypoint,
  mayReplace,
  searchPath,
  type StartedScript,
  startedScripts,
} from './scripts/index.js';
export { scriptsOfService } from './scripts/of-services.js';
export { servicesOf } from './services.js';
export {
  callsManager,
  isWholeLine,
  type Replaceable,
  type Replacement,
  type Start,
  startOf,
} from './start/index.js';
export { afterInit, commandStart, isPrefix, prefixOf } from './prefixes.js';
export { startTexts } from './start/texts.js';
export { taskRunnerOf } from './task-runner.js';
export { operandsOf } from './managers/options.js';
export { folderOption, isInstall, withoutFolder } from './managers/modules-folder.js';
export { missingProgram } from './missing-program.js';
export { isPm2File, pm2Owner } from './scripts/pm2-file.js';
export { isSupervisorFile } from './scripts/supervisors.js';
export { seedOfPrisma } from './start/prisma-seed.js';
