import { gitHubAction } from '../../../src/command/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Subject } from './index.js';

/** An image that is a step of GitHub Actions: its workspace belongs to root, and GitHub asks not to use USER. */
export function actionNeed({ stage, project }: Subject): Declined | undefined {
  const what = gitHubAction(project, stage);
  return what === undefined
    ? undefined
    : decline(
        'node-user/root-required',
        stage.from,
        `${what} makes this image a step of GitHub Actions, whose workspace belongs to root.`,
      );
}
