import { between, cased, fittingChain } from '../../../src/layout/index.js';
import { containerCommand } from '../../../src/command/index.js';
import { type Dockerfile, type Stage, textAfter } from '../../../src/dockerfile/index.js';
import { execText } from '../../../src/image-state.js';
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

/** The lines of a runtime stage on a plain image with the node of its builder. */
export function minimalLines(
  file: Dockerfile,
  stage: Stage,
  builder: Stage,
  image: string,
  init: InitPlan | undefined,
  strip: Stripping | Declined | undefined,
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
  const commands =
    tagOf(stage)?.variant === 'alpine'
      ? [
          [
            'apk add --no-cache',
            ...libraries(stage, 'alpine', 'libatomic'),
            'libstdc++',
            ...inits,
          ].join(' '),
          'addgroup -g 1000 node',
          'adduser -u 1000 -G node -s /bin/sh -D node',
        ]
      : [
          ...debianPackages(stage, init),
          'groupadd --gid 1000 node',
          'useradd --uid 1000 --gid node --shell /bin/bash --create-home node',
        ];
  return fittingChain(
    file,
    'RUN',
    commands.map((command) => command.split(' ')),
  );
}

/** The library under its name in a system; a version that is not known, or moves by itself, may need it. */
function libraries(stage: Stage, system: keyof typeof needsAtomic, name: string): string[] {
  const { major, version = '' } = tagOf(stage) ?? {};
  const isKnown = major !== undefined && !/^(?:current|lts)?$/.test(version);
  return isKnown && major < needsAtomic[system] ? [] : [name];
}

function debianPackages(stage: Stage, init: InitPlan | undefined): string[] {
  const packages = [...libraries(stage, 'debian', 'libatomic1'), ...(init ? [init.package] : [])];
  if (packages.length === 0) return [];
  return [
    'apt-get update',
    `apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    'rm -rf /var/lib/apt/lists/*',
  ];
}

/** Plain images have no entrypoint, and the official one's script goes on to start the program. */
function entrypointOf(file: Dockerfile, stage: Stage, init: InitPlan | undefined) {
  const { entrypoint, cmd } = containerCommand(stage);
  if (entrypoint || !cmd) return undefined;
  const argv = [...(init?.argv ?? []), 'docker-entrypoint.sh'];
  return { ...entrypointAbove(file, cmd, argv), argv };
}
