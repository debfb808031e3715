import { isMap } from 'yaml';
import { instructionsOf, type Stage } from '../dockerfile/index.js';
import { folderOf, joinPath, type Project } from '../project/index.js';
import { readYaml } from '../project/yaml.js';

/**
 * What makes an image a step of GitHub Actions, which starts it in the workspace whatever WORKDIR says
 * (docs.github.com, Dockerfile support for GitHub Actions, 2026-11). Before action.yml there were labels,
 * and the runner takes a Dockerfile alone to this day (ActionManager.cs of actions/runner).
 */
export function gitHubAction(project: Project, stage: Stage): string | undefined {
  const folder = folderOf(project.dockerfile);
  const path = ['action.yml', 'action.yaml']
    .map((name) => joinPath(folder, name))
    // Most projects have none, and then nothing of the YAML parser is compiled for it.
    .find(
      (one) =>
        one !== undefined && project.files.has(one) && runsImage(project.files.read(one) ?? ''),
    );
  const labelled = instructionsOf(stage, 'LABEL').some(({ argument }) =>
    argument.includes('com.github.actions.'),
  );
  return path ?? (labelled ? 'LABEL com.github.actions' : undefined);
}

function runsImage(text: string): boolean {
  const runs = readYaml(text)?.documents[0]?.get('runs');
  return (
    isMap(runs) &&
    runs.get('using') === 'docker' &&
    /Dockerfile/.test(String(runs.get('image') ?? ''))
  );
}
