import { containerCommand, type Start } from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { literally } from '../../../src/literally.js';
import {
  folderOf,
  type Manifest,
  manifestIn,
  programApplications,
  type Project,
  workspaceAbove,
  workspaceOf,
} from '../../../src/project/index.js';
import { applicationsOf } from './applications.js';

/** Every package.json whose dependencies the program may use, those of its own packages included. */
export function usedManifests(
  file: Dockerfile,
  stage: Stage,
  start: Start,
  project: Project,
): readonly Manifest[] {
  const found = new Set([
    ...file.stages.flatMap((one) => manifestIn(project, one, file.stages) ?? []),
    ...programApplications(project, stage, file.stages).map(({ manifest }) => manifest),
    ...applicationsOf(file, stage, start, project).map(({ manifest }) => manifest),
  ]);
  const { entrypoint, cmd } = containerCommand(stage);
  const texts = [
    ...[entrypoint, cmd].map((one) => one?.argument ?? ''),
    ...(start.kind === 'replaceable' ? start.writes.map(({ argv }) => argv.join(' ')) : []),
  ];
  // What is added to a set while it is gone through is gone through, too.
  for (const manifest of found) {
    const { members = [] } =
      workspaceOf(project, manifest) ?? workspaceAbove(project, manifest) ?? {};
    for (const member of members)
      if (
        manifest.dependencies.has(member.name ?? '') ||
        texts.some((text) => namesFolder(text, folderOf(member.path)))
      )
        found.add(member);
  }
  return [...found];
}

function namesFolder(text: string, folder: string): boolean {
  return new RegExp(String.raw`(?<![\w-])${literally(folder)}(?![\w-])`).test(text);
}
