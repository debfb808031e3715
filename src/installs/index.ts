export { filesBefore, isCopied, isCopiedFrom } from './files-before.js';
export { lastSteps, modulesSteps } from './history.js';
export { carriedOptions, operandsOf } from './install-words.js';
export { installerMajor } from './installer-version.js';
export type { ModulesStep } from './modules-steps.js';
export { habitsOf, manifestsAbove, providerOf, type Provision, provisionOf } from './provision.js';
