export { calledScripts } from './called-scripts.js';
export { innerScript, siteWithin } from './inner-script.js';
export { type CommandSite, commandSite } from './site.js';
export {
  folderAt,
  type Place,
  placeAtStart,
  placeIn,
  placeWithoutVariables,
  valueIn,
  Walk,
  walked,
} from './walk.js';
