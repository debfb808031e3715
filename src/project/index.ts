export { applicationIn, type Application } from './application.js';
export { type BrokenFile, brokenFiles } from './broken-files.js';
export {
  type DocumentedVolume,
  documentedVolumes,
  isAbout,
  isManual,
} from './documented-volumes.js';
export { type ComposeService, composeServices, type ServiceVolume, volumeOf } from './compose.js';
export { type DeployedCommand, deployedCommands } from './deployed-commands.js';
export { baseName, type Files, folderOf, joinPath, memoryFiles, noFiles } from './files.js';
export { type Dependent, dependentOf } from './dependents.js';
export { lockedPackages } from './development.js';
export { isIgnored } from './ignore-file.js';
export { manifests, needsNumericUser, usesKubernetes } from './kubernetes.js';
export { type LibcSetting, libcSetting } from './libc-setting.js';
export { fitsManifest } from './lockfile-npm.js';
export { type LockedPackage, type Lockfile, lockfilesAt } from './lockfile.js';
export { rootClaim } from './root-claims.js';
export { type Manifest, readManifest, scriptLine } from './manifest.js';
export { type Copy, copiesOf, copyAt, folderOfCopy } from './copies.js';
export { makersOf, originOf, originThrough, type StagePath } from './origin.js';
export { contextSources } from './build-context.js';
export { type Project, projectOf, unknownProject } from './project.js';
export {
  allInSources,
  allMatches,
  findInSources,
  firstMatch,
  fromContext,
  hasSources,
  linesInSources,
  type Place,
} from './sources.js';
export { importsOf, type Imports } from './imports.js';
export { sourceTokens, type Token } from './source-tokens.js';
export {
  type Loaded,
  loadedModules,
  packageName,
  type Program,
  type Use,
} from './loaded-modules.js';
export { sourceAt, sourceOfBuilt } from './module-paths.js';
export { type ZoneSetting, zoneSetting } from './time-zone.js';
export { type Workspace, workspaceAbove, workspaceOf } from './workspaces.js';
