import { finalEnvironment, instructionsOf, type Stage } from '../../../src/dockerfile/index.js';
import { composeServices, zoneSetting } from '../../../src/project/index.js';
import { decline } from '../../../src/transform.js';
import { type Demand, need, type Need } from '../demands.js';
import type { Caller, Move } from '../move.js';

const zoneFile = /\/usr\/share\/zoneinfo|\/etc\/(?:localtime|timezone)/;
const localeFile = /\/etc\/default\/locale/;

/** Whether a word names a file of the zone or the locale. */
export function isOfZone(word: string): boolean {
  return zoneFile.test(word) || localeFile.test(word);
}

/** Zone files come with tzdata (handbook C84); locales come with nothing on musl. */
export function* zoneDemands(
  { target }: Move,
  caller: Caller,
  args: readonly string[],
): Iterable<Demand> {
  const { at, label } = caller;
  const zone = args.find((word) => zoneFile.test(word));
  const locale = args.find((word) => localeFile.test(word));
  if (zone !== undefined && target === 'alpine')
    yield need(caller, ['tzdata'], `${label} names ${zone}`);
  const lost = target === 'alpine' ? locale : (zone ?? locale);
  if (lost !== undefined)
    yield decline(
      'alpine-base/time-zone',
      at,
      `${lost} may not be there on ${target}.`,
      'Install what it belongs to, and set the base image yourself.',
    );
}

/** TZ means nothing to date, cron and native code without the files (handbook C84); Node has its own. */
export function zoneOfContainer({ target, project }: Move, final: Stage): Need | undefined {
  if (target !== 'alpine') return undefined;
  const zone = finalEnvironment(final).scope.variable('TZ');
  const at = instructionsOf(final, 'ENV').findLast(({ argument }) => /\bTZ\b/.test(argument));
  const place = { stage: final, at: at ?? final.from, inContainer: true };
  if (namesZone(zone)) return need(place, ['tzdata'], `TZ is ${zone}`);
  const service = composeServices(project).find((one) => namesZone(one.environment.get('TZ')));
  const given = service?.environment.get('TZ');
  const platform = service ? undefined : zoneSetting(project);
  const found = service ? { ...service, zone: given } : platform;
  if (!found || !namesZone(found.zone)) return undefined;
  const because = `${found.path}:${found.line} sets TZ to ${found.zone}`;
  return need({ ...place, at: final.from }, ['tzdata'], because);
}

function namesZone(zone: string | null | undefined): zone is string {
  return typeof zone === 'string' && !/^(?:|:?UTC0?|:?Etc\/UTC|GMT)$/i.test(zone);
}
