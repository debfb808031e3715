import type { Stage } from '../../../src/dockerfile/index.js';
import { need, type Need } from '../demands.js';
import type { Translation } from './translation.js';

/** Programs that draw text of any document; Debian's fontconfig brings them a font, Alpine's none. */
const drawing = /^(?:gnuplot|graphviz|inkscape|libreoffice(?:-\w+)*|librsvg2-bin)$/;
const font = /^(?:font|ttf|terminus)-|^(?:msttcorefonts|unifont)/;

/** The font that comes with Debian's fontconfig, where nothing else brings one (handbook C87). */
export function fontDemand(stage: Stage, translations: readonly Translation[]): Need | undefined {
  if (translations.some(({ packages }) => packages.some((name) => font.test(name))))
    return undefined;
  for (const { at, stage: home, named } of translations) {
    const found = home === stage && named.find(({ debian }) => drawing.test(debian));
    if (!found) continue;
    const place = { stage, at, inContainer: true };
    return need(place, ['ttf-dejavu'], `${found.debian} draws text, and Debian brings it a font`);
  }
  return undefined;
}
