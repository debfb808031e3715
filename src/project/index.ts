export { fillsModules } from './yarn-linker.js';
export { applicationIn, type Application, installedFrom, manifestIn } from './application.js';
export {
  findInApplication,
  firstOfApplications,
  type KnownApplication,
  programApplications,
} from './program-applications.js';
export {
  documentedRuns,
  documentedVolumes,
  isAbout,
  isManual,
} from './deployment/documented-runs.js';
export {
  type ComposeService,
  composeServices,
  type ServiceVolume,
  volumeOf,
} from './deployment/compose.js';
export { type DeployedCommand, deployedCommands } from './deployment/deployed-commands.js';
export {
  baseName,
  type Files,
  filesNamed,
  folderOf,
  isBelow,
  joinPath,
  memoryFiles,
} from './files.js';
export { isContainerOfAnother } from './deployment/containers.js';
export { containerOfExec, imageOfRun } from './deployment/docker-run.js';
export { type Deployed, isOfAnotherDockerfile } from './deployment/image-owner.js';
export { dependentOf } from './deployment/dependents.js';
export { replacementOf } from './deployment/replaced-images.js';
export { lockedPackages } from './lockfiles/locked-packages.js';
export { isIgnored } from './build-context/ignore-file.js';
export {
  manifests,
  needsNumericUser,
  usesKubernetes,
  valuesFile,
} from './deployment/kubernetes.js';
export { libcSetting } from './libc-setting.js';
export { answersManifest } from './lockfiles/fitting.js';
export { type LockedPackage, type Lockfile, lockfilesAt } from './lockfiles/index.js';
export { platformTexts } from './deployment/platform-texts.js';
export { type PassedArgument, passedArguments } from './deployment/passed-arguments.js';
export { buildScripts } from './deployment/build-commands.js';
export { rootClaim } from './deployment/root-claims.js';
export { type Manifest, readManifest, scriptLine } from './manifest.js';
export { boundPath } from './build-context/bind-mounts.js';
export { broughtBy } from './build-context/brought.js';
export {
  copiesOf,
  type Copy,
  copyAt,
  folderOfCopy,
  isCopy,
  isUnpacked,
} from './build-context/copies.js';
export { makersOf, originOf, originThrough } from './build-context/origin.js';
export { contextSources } from './build-context/context-sources.js';
export { strayOf } from './build-context/index.js';
export { isMade } from './build-context/made-sources.js';
export { type Project, projectOf, unknownProject } from './project.js';
export {
  allInSources,
  allMatches,
  findInSources,
  firstMatch,
  fromContext,
  hasSources,
  isNodeScript,
  sourcesBelow,
  type Place,
  readableSources,
} from './sources/index.js';
export { startedLines, startingModules } from './sources/started-lines.js';
export { linesInSources } from './sources/lines.js';
export { importsOf, type Imports } from './sources/imports.js';
export { sourceTokens, type Token } from './sources/tokens.js';
export { type Loaded, loadedModules, type Program, type Use } from './sources/loaded-modules.js';
export { packageName } from './sources/package-name.js';
export { sourceAt, sourceOfBuilt } from './sources/module-paths.js';
export { zoneSetting } from './deployment/time-zone.js';
export { workspaceAbove, workspaceOf } from './workspaces.js';
