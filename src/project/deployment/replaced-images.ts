import { literally } from '../../literally.js';
import { rememberedForGood } from '../../memo.js';
import type { Files } from '../files.js';
import type { Project } from '../project.js';
import { buildScripts } from './build-commands.js';

const buildFile = /(?:^|\/)(?:docker-)?(?:bake|compose)[\w.-]*\.(?:hcl|json|ya?ml)$/;
const other = /(?:docker-image|oci-layout):\/\//;

/** A line that gives a build another image than the Dockerfile names. */
interface Replacement {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Where a build is given another image in place of one that FROM names: `additional_contexts` of compose,
 * `contexts` of bake, `--build-context` (docs.docker.com/build/concepts/context, named contexts, 2026-11).
 *
 * @param image with its tag, and without docker.io/library
 */
export function replacementOf({ files }: Project, image: string): Replacement | undefined {
  const replacements = replacementsIn(files);
  if (replacements.length === 0) return undefined;
  const named = new RegExp(
    String.raw`(?:^|[\s"'/=])${literally(image)}["']?\s*[:=]\s*["']?${other.source}`,
  );
  return replacements.find(({ text }) => named.test(text));
}

/** Every image of every Dockerfile asks. */
const replacementsIn = rememberedForGood((files: Files): readonly Replacement[] =>
  files
    .list()
    .filter((path) => buildFile.test(path) || buildScripts.test(path))
    .flatMap((path) =>
      (files.read(path) ?? '')
        .split('\n')
        .flatMap((line, at) =>
          other.test(line) ? [{ path, line: at + 1, text: line.trim() }] : [],
        ),
    ),
);
