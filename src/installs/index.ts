export { installerIn } from './installers.js';
export { isCopied, isCopiedFrom, lastCopyOf } from './files-before.js';
export { lastSteps, modulesSteps } from './history.js';
export { carriedOptions } from './install-words.js';
export { installerMajor } from './installer-version.js';
export type { ModulesStep } from './modules-steps.js';
export { productionOnly } from './production-only.js';
export { habitsOf, manifestsAbove, providerOf, type Provision, provisionOf } from './provision.js';
export { typescriptOfNext } from './typescript-of-next.js';
