import { finalEnvironment } from '../../../src/dockerfile/index.js';
import { findInApplication } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import type { Subject } from './index.js';

/** Devices of the host: serial lines, cameras, buses and pins; those that everybody may use are not meant. */
const devices = String.raw`/dev/(?:tty[A-Z]\w*|video\d+|i2c-\d+|spidev[\w.]*|gpio\w+|snd/|bus/|mem\b|dri/|net/tun|serial/|hidraw\w*|usb/)`;
const named = new RegExp(String.raw`['"${'`'}](${devices})`);
const value = new RegExp(`^${devices}`);

/** A device of the host that a variable or a source names (handbook D22). */
export function deviceNeed({ file, stage, project }: Subject): Declined | undefined {
  const { scope } = finalEnvironment(stage);
  const variable = [...scope.env()].find(([, text = '']) => value.test(text));
  const place = findInApplication(project, stage, file.stages, named);
  const because = variable
    ? `ENV ${variable[0]} names ${variable[1]}, a device that belongs to root.`
    : place &&
      `${place.path}:${place.line} opens ${named.exec(place.text)?.[1]}, a device that belongs to root.`;
  return because === undefined
    ? undefined
    : decline(
        'node-user/root-required',
        stage.from,
        because,
        'Run as node with the group of the device (group_add in compose), or leave it as it is.',
      );
}
