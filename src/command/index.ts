export { bringsBin, type KnownApplication, likelyBins, packageOfProgram } from './bins.js';
export {
  containerCommand,
  type ContainerCommand,
  healthcheckOf,
  programCommands,
  scriptOf,
  shellScript,
  startCommands,
  startedCommands,
} from './container-command.js';
export { globalPackages, isGlobalInstall, worksGlobally } from './globals.js';
export { type CachingScript, cachingScript } from './caching-scripts.js';
export { commandsIn, developmentIn } from './development.js';
export { directText } from './direct-text.js';
export { type Idle, idleImage, waitsForEver } from './idle.js';
export { loadedByProgram } from './loaded-by-program.js';
export { managerCall, type ManagerCall } from './manager-call.js';
export { managerMajor } from './manager-versions.js';
export { managerMention, managerNamed, mentionsManager } from './managers.js';
export {
  howToRead,
  isOfficialEntrypoint,
  mayReplace,
  searchPath,
  type StartedScript,
  startedScripts,
} from './scripts.js';
export { scriptsOfService, type ServiceScript } from './service-scripts.js';
export { composeCommands, servicesOf } from './services.js';
export { callsManager, isWholeLine, type Replacement, type Start, startOf } from './start.js';
export { afterInit, prefixOf } from './prefixes.js';
export { startTexts } from './start-texts.js';
export { folderOption, isInstall } from './modules-folder.js';
export { missingProgram } from './missing-program.js';
export { isPm2File, pm2Owner } from './pm2-file.js';
export { isSupervisorFile } from './supervisors.js';
