import { healthcheckOf, startCommands } from '../../../src/command/index.js';
import type { Dockerfile, Stage } from '../../../src/dockerfile/index.js';
import { imageOf } from '../../../src/image-state.js';
import { programOf } from '../../../src/shell/index.js';
import { replace } from '../../../src/transform.js';
import type { Rewording } from '../demands.js';

const localhost = /(\/\/|\s)localhost(?=[:/\s"']|$)/g;

/** `wget http://localhost` stays unhealthy with BusyBox; 127.0.0.1 is what was meant (handbook C88). */
export function localAddress(file: Dockerfile, stage: Stage): Rewording | undefined {
  const health = healthcheckOf(stage);
  if (!health || !stage.instructions.includes(health)) return undefined;
  const usesWget = startCommands(health, stage)?.some((command) => programOf(command) === 'wget');
  const text = file.text.slice(health.start, health.end);
  const edits = [...text.matchAll(localhost)].map(({ index, 1: before = '' }) => {
    const start = health.start + index + before.length;
    return replace({ start, end: start + 'localhost'.length }, '127.0.0.1');
  });
  if (!usesWget || edits.length === 0) return undefined;
  const healthcheck = imageOf(stage).healthcheck.replace(localhost, '$1127.0.0.1');
  return {
    kind: 'rewording',
    rule: 'alpine-base/local-address',
    stage,
    at: health,
    because: "BusyBox's wget tries IPv6 alone for localhost and does not fall back.",
    edits,
    effect: { image: { healthcheck } },
  };
}
