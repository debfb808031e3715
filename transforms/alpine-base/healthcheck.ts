import { startCommands } from '../../src/command/index.js';
import type { Dockerfile, Stage } from '../../src/dockerfile/index.js';
import { chainOf, imageOf } from '../../src/image-state.js';
import { programOf } from '../../src/shell/index.js';
import { type Change, change, replace } from '../../src/transform.js';

/** `wget http://localhost` stays unhealthy with BusyBox; 127.0.0.1 is what was meant (handbook C88). */
export function localAddress(file: Dockerfile, stage: Stage): Change | undefined {
  const health = chainOf(stage)
    .flatMap(({ instructions }) => instructions)
    .findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  if (!health || !stage.instructions.includes(health)) return undefined;
  const usesWget = startCommands(health, stage)?.some((command) => programOf(command) === 'wget');
  const text = file.text.slice(health.start, health.end);
  const written = text.replace(/(\/\/|\s)localhost(?=[:/\s"']|$)/g, '$1127.0.0.1');
  if (!usesWget || written === text) return undefined;
  const healthcheck = imageOf(stage).healthcheck.replace(
    /(\/\/|\s)localhost(?=[:/\s"']|$)/g,
    '$1127.0.0.1',
  );
  return change(
    'alpine-base/local-address',
    health,
    "BusyBox's wget tries IPv6 alone for localhost and does not fall back.",
    [replace(health, written)],
    {
      rewrites: [health],
      writes: [written],
      image: { healthcheck },
    },
  );
}
