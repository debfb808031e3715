import { providerOf } from '../../../src/installs/index.js';
import { allMatches, buildScripts } from '../../../src/project/index.js';
import type { Need, Question } from './needs.js';

/** `docker run shop node_modules/.bin/jest`, `docker compose exec app ./node_modules/.bin/knex …`. */
const container = /\b(?:docker|podman|nerdctl|compose)[ \t]/;
const starts = /[ \t](?:run|exec)[ \t]/;
const bin = /node_modules\/\.bin\/([\w.-]{1,80})/;

/** A program of a development dependency that scripts and pipelines start in a container of the image. */
export function runInImage({ project, provision }: Question): Need | undefined {
  for (const path of project.files.list().filter((one) => buildScripts.test(one))) {
    for (const { line, text } of allMatches(path, project.files.read(path) ?? '', bin)) {
      const program = bin.exec(text)?.[1] ?? '';
      const isInside = container.test(text) && starts.test(text);
      const name = isInside ? providerOf(program, provision) : undefined;
      if (name !== undefined && provision.removed.has(name))
        return {
          name,
          because: `${path}:${line} starts "${program}" in the image, which only development dependencies bring.`,
        };
    }
  }
  return undefined;
}
