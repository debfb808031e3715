import { between, cased, fittingChain } from '../../../src/layout/index.js';
import { containerCommand } from '../../../src/command/index.js';
import { type Dockerfile, type Stage, textAfter } from '../../../src/dockerfile/index.js';
import { execText } from '../../../src/image-state.js';
import { apkInstall, aptInstall } from '../../../src/packages/index.js';
import { type Declined, insert, replace } from '../../../src/transform.js';
import { entrypointAbove, type InitPlan } from '../init.js';
import type { OtherRuntime } from './runtime-facts.js';
import type { Stripping } from './strip.js';
import { tagOf } from './runtime-facts.js';

/**
 * From these majors on node itself needs libatomic (distroless adds it for 26, cd08076; docker-node to its
 * Alpine images with the musl builds of nodejs.org, 26/alpine3.24 at 0725c86).
 */
const needsAtomic = { debian: 25, alpine: 26 };

/** What a runtime stage on a plain image is made of. */
interface Parts {
  /** Where its node comes from. */
  readonly builder: Stage;
  readonly image: string;
  readonly init: InitPlan | undefined;
  readonly strip: Stripping | Declined | undefined;
}

/** The lines of a runtime stage on a plain image with the node of its builder. */
export function minimalLines(
  file: Dockerfile,
  stage: Stage,
  { builder, image, init, strip }: Parts,
): Pick<OtherRuntime, 'edits' | 'effect'> {
  const gap = between(file);
  const setup = setupText(file, stage, init);
  const from = builder.name ?? String(builder.index);
  const copy = `${cased(file, 'COPY')} --from=${from} /usr/local/bin/node /usr/local/bin/docker-entrypoint.sh /usr/local/bin/`;
  const base = replace(stage.imageSpan, image);
  const entry = entrypointOf(file, stage, init);
  const stripped = strip && 'edit' in strip ? strip : undefined;
  return {
    edits: [
      ...(stripped ? [stripped.edit] : []),
      base,
      insert(stage.from.end, `${gap}${setup}${gap}${copy}`),
      ...(entry ? [entry.edit] : []),
    ],
    effect: {
      rewrites: [stage.from],
      writes: [
        ...(stripped ? [stripped.text] : []),
        textAfter(file.text, stage.from, [base]),
        setup,
        copy,
        ...(entry ? [entry.text] : []),
      ],
      image: { base: image, ...(entry && { entrypoint: execText(entry.argv) }) },
    },
  };
}

/** The RUN that brings node's libraries, the user of the official image, and an init. */
function setupText(file: Dockerfile, stage: Stage, init: InitPlan | undefined): string {
  const inits = init ? [init.package] : [];
  const debian = [...libraries(stage, 'debian', 'libatomic1'), ...inits];
  const commands =
    tagOf(stage)?.variant === 'alpine'
      ? [
          apkInstall([...libraries(stage, 'alpine', 'libatomic'), 'libstdc++', ...inits]),
          'addgroup -g 1000 node'.split(' '),
          'adduser -u 1000 -G node -s /bin/sh -D node'.split(' '),
        ]
      : [
          ...(debian.length > 0 ? aptInstall(debian) : []),
          'groupadd --gid 1000 node'.split(' '),
          'useradd --uid 1000 --gid node --shell /bin/bash --create-home node'.split(' '),
        ];
  return fittingChain(file, 'RUN', commands);
}

/** The library under its name in a system; a version that is not known, or moves by itself, may need it. */
function libraries(stage: Stage, system: keyof typeof needsAtomic, name: string): string[] {
  const { major, version = '' } = tagOf(stage) ?? {};
  const isKnown = major !== undefined && !/^(?:current|lts)?$/.test(version);
  return isKnown && major < needsAtomic[system] ? [] : [name];
}

/** Plain images have no entrypoint, and the official one's script goes on to start the program. */
function entrypointOf(file: Dockerfile, stage: Stage, init: InitPlan | undefined) {
  const { entrypoint, cmd } = containerCommand(stage);
  if (entrypoint || !cmd) return undefined;
  const argv = [...(init?.argv ?? []), 'docker-entrypoint.sh'];
  return { ...entrypointAbove(file, cmd, argv), argv };
}
