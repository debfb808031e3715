export { calledScripts } from './called-scripts.js';
export { withFolders } from './folders.js';
export { innerScript, siteWithin } from './inner-script.js';
export { type CommandSite, commandSite, valueIn } from './site.js';
export { Whereabouts } from './whereabouts.js';
