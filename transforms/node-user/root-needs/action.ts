import { instructionsOf } from '../../../src/dockerfile/index.js';
import { folderOf, joinPath } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Subject } from './index.js';

/**
 * An image that is a step of GitHub Actions: its workspace belongs to root, and GitHub asks not to
 * use USER (docs.github.com, Dockerfile support for GitHub Actions, 2026-11). Before action.yml there
 * were labels, and the runner takes a Dockerfile alone to this day (ActionManager.cs of actions/runner).
 */
export function actionNeed({ stage, project }: Subject): Declined | undefined {
  const folder = folderOf(project.dockerfile);
  const path = ['action.yml', 'action.yaml']
    .map((name) => joinPath(folder, name))
    .find((one) => one !== undefined && runsImage(project.files.read(one) ?? ''));
  const labelled = instructionsOf(stage, 'LABEL').some(({ argument }) =>
    argument.includes('com.github.actions.'),
  );
  const what = path ?? (labelled ? 'LABEL com.github.actions' : undefined);
  return what === undefined
    ? undefined
    : decline(
        'node-user/root-required',
        stage.from,
        `${what} makes this image a step of GitHub Actions, whose workspace belongs to root.`,
      );
}

function runsImage(text: string): boolean {
  return /^\s*using:\s*["']?docker["']?\s*$/m.test(text) && /^\s*image:.*Dockerfile/m.test(text);
}
