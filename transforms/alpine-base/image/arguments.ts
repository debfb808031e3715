import {
  type Dockerfile,
  type Lookup,
  parseImageReference,
  type Stage,
  variablesIn,
} from '../../../src/dockerfile/index.js';
import { nodeTag } from '../../../src/knowledge/images/node-tags.js';
import { passedArguments } from '../../../src/project/index.js';
import { decline, type Declined } from '../../../src/transform.js';
import { argumentSwap } from './argument-default.js';
import { fromSwap, type Rewriting, type Swap } from './images.js';
import { type Twins, twinsOf } from './twins.js';
import { isDeclined, type Move } from '../move.js';
import {
  droppedVariables,
  retagged,
  retaggedSystem,
  type Retagging,
  systemVariable,
} from './tag-text.js';

/** The swap of a stage's image to its twin, or the reason why there is none (handbook C.2). */
export function swapFor(move: Move, stage: Stage): Swap | Declined {
  const { file, target, stages: moving } = move;
  const twins = twinsOf(stage, target, move.options.images);
  const given = isDeclined(twins) ? undefined : givenArgument(move, stage);
  if (isDeclined(twins)) return twins;
  if (given) return given;
  const { image, from } = stage;
  const lookup: Lookup = (name) => file.globals.get(name) ?? null;
  const place = { file, stage, moving, retagging: { target, lookup, ...twins } };
  const rewriting =
    image.tag === undefined
      ? withoutTag(place, twins)
      : (systemSwap(place) ?? tagSwap(place, image.tag) ?? wholeTagSwap(place, image.tag));
  if (rewriting) return { stage, ...twins, ...rewriting };
  return decline(
    'alpine-base/dynamic-tag',
    from,
    `"${image.text}" is put together from variables.`,
    'Write the version into one ARG, and the rest of the tag into FROM.',
  );
}

/** Whoever passes another value decides on the image, whatever the default says: what Alpine needs may meet Debian. */
function givenArgument({ file, project }: Move, { image, from }: Stage): Declined | undefined {
  const names = new Set(variablesIn(image.text.slice(image.name.length)));
  if (image.tag === undefined) variablesIn(image.text).forEach((name) => names.add(name));
  for (const name of names) {
    const inVersions = isVersion(file.globals.get(name) ?? '');
    const found = passedArguments(project, name).find(
      ({ value }) => !(inVersions && (isVersion(value) || isOneVariable(value))),
    );
    if (found)
      return decline(
        'alpine-base/dynamic-tag',
        from,
        `${found.path}:${found.line} passes ${name}=${found.value}, which decides on the image.`,
        'Take it out there, or write the version alone.',
      );
  }
  return undefined;
}

/** Whether a tag is a version and nothing else, so that a suffix fits behind it. */
function isVersion(tag: string): boolean {
  return nodeTag(tag)?.version === tag;
}

/** `$(cat .nvmrc)`, `${{ matrix.node }}`: mostly a version, for which caution is enough. */
function isOneVariable(value: string): boolean {
  return /^\$(?:\{\{[^}]*\}\}|\([^)]*\)|\{[^}]*\}|\w+)$/.test(value);
}

/** Where a reference stands, and what its tag becomes. */
interface Place {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly moving: readonly Stage[];
  readonly retagging: Retagging;
}

/** `FROM node`, `FROM ${REGISTRY}/node`, and the whole reference in a variable (C23). */
function withoutTag(place: Place, { after }: Twins): Rewriting | undefined {
  const { file, stage, retagging } = place;
  const { text } = stage.image;
  const variable = onlyVariable(text);
  if (variable !== undefined)
    return argumentSwap(place, variable, (value) => retaggedReference(value, retagging));
  if (/\$[^/]*$/.test(text)) return undefined;
  return { ...fromSwap(file, stage, `${text}:${after}`), ...told(registryOf(stage, after)) };
}

/** The version in FROM or in variables, the system in FROM: the system gives way (C21, C24). */
function tagSwap({ file, stage, retagging }: Place, tag: string): Rewriting | undefined {
  const text = retagged(tag, retagging);
  if (text === undefined) return undefined;
  const { name } = stage.image;
  const versions = variablesIn(text);
  const dropped = tag.includes('$') ? droppedVariables(tag) : [];
  return {
    ...fromSwap(file, stage, `${name}:${text}`),
    ...told([
      ...registryOf(stage, retagging.after),
      ...(versions.length > 0
        ? [`Whoever passes --build-arg ${versions.join(' or ')} must pass a bare version now.`]
        : []),
      ...dropped.map((one) => `--build-arg ${one} no longer decides on the image.`),
    ]),
  };
}

/** The system in a variable of its own: `node:20-${VARIANT}`. */
function systemSwap(place: Place): Rewriting | undefined {
  const variable = systemVariable(place.stage.image.tag ?? '');
  return variable === undefined
    ? undefined
    : argumentSwap(place, variable, (value) => retaggedSystem(value, place.retagging));
}

/** The whole tag in a variable (C22). */
function wholeTagSwap(place: Place, tag: string): Rewriting | undefined {
  const variable = onlyVariable(tag);
  return variable === undefined
    ? undefined
    : argumentSwap(place, variable, (value) => retagged(value, place.retagging));
}

/** The name in `$X`, `${X}` and `${X:-default}`. */
function onlyVariable(text: string): string | undefined {
  return /^\$(?:(\w+)|\{(\w+)(?::?-[^{}]*)?\})$/.exec(text)?.slice(1).find(Boolean);
}

function retaggedReference(text: string, retagging: Retagging): string | undefined {
  const { name, tag, digest } = parseImageReference(text);
  if (digest !== undefined || name.includes('$')) return undefined;
  const after = tag === undefined ? retagging.after : retagged(tag, retagging);
  return after === undefined ? undefined : `${name}:${after}`;
}

/** A variable in the name of the registry stays as it is (C25). */
function registryOf({ image }: Stage, after: string): string[] {
  const [registry] = variablesIn(image.name);
  return registry === undefined
    ? []
    : [`The registry of --build-arg ${registry} must have node:${after}.`];
}

function told(sentences: readonly string[]): Pick<Rewriting, 'argument'> {
  return sentences.length > 0 ? { argument: sentences.join(' ') } : {};
}
