export { filesFrom, type Mount, mountOf, mountsOf } from './mounts.js';
export { DockerfileSyntaxError } from './errors.js';
export { type Continuation, continuationOf, hasContinuedRun, tokenColumn } from './continuation.js';
export { type Dockerfile, parse, type Style } from './parse.js';
export {
  argumentSpan,
  type Flag,
  flagValue,
  type Instruction,
  keywordSpan,
} from './instruction.js';
export { siblingImage } from './sibling-image.js';
export { type ImageReference, officialImage, parseImageReference } from './image-reference.js';
export { sourceStages, type Stage } from './stages.js';
export {
  chainOf,
  instructionsOf,
  nodeBase,
  nodeTagOf,
  ownInstructions,
  referenceOf,
  rootOf,
  runTexts,
} from './stage-chain.js';
export { withSources } from './stage-sources.js';
export { type Environment, environmentAt, finalEnvironment, isRootAt } from './environment.js';
export { expand, expandBody, type Lookup, variablesIn } from './expand.js';
export { fromSyntax, type Part, propertiesOf, type Property } from './syntax.js';
export { type Heredoc, heredocText, isHeredocWord } from './heredocs.js';
export { splitWords } from './words.js';
export type { LogicalLine } from './lines.js';
export { JoinedText } from './joined-text.js';
export { erase, textAfter } from './erasure.js';
export { type PhysicalLine, physicalLines } from './physical-lines.js';
export { Scope } from './scope.js';
