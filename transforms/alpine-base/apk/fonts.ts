import type { Stage } from '../../../src/dockerfile/index.js';
import { drawsText, isFont } from '../../../src/knowledge/system/package-kinds.js';
import { need, type Need } from '../demands.js';
import type { Translation } from './translation.js';

/** The font that comes with Debian's fontconfig, where nothing else brings one (handbook C87). */
export function fontDemand(stage: Stage, translations: readonly Translation[]): Need | undefined {
  if (translations.some(({ packages }) => packages.some(isFont))) return undefined;
  for (const { at, stage: home, named } of translations) {
    const found = home === stage && named.find(({ debian }) => drawsText(debian));
    if (!found) continue;
    const place = { stage, at, inContainer: true };
    return need(place, ['ttf-dejavu'], `${found.debian} draws text, and Debian brings it a font`);
  }
  return undefined;
}
