export { afterInit, containerCommand, type ContainerCommand, shellScript, startCommands } from './container-command.js';
export { managerCall, type ManagerCall, managerNamed } from './manager-call.js';
export { isOfficialEntrypoint, type StartedScript, startedScripts } from './scripts.js';
export { callsManager, type Start, startOf } from './start.js';
export { StartResolver } from './start-script.js';
