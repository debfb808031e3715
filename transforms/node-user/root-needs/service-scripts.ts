import { howToRead, scriptsOfService, servicesOf } from '../../../src/command/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { rootCall } from './mentions.js';
import type { Subject } from './index.js';

/** What the scripts need root for that compose starts in place of CMD (handbook P-10). */
export function serviceScriptNeed({ file, stage, project }: Subject): Declined | undefined {
  for (const service of servicesOf(project, file))
    for (const { script, starts } of scriptsOfService(file, stage, project, service)) {
      const { path, text } = script;
      if (path === undefined || text === undefined) {
        const because = `${starts}, which could not be read and may need root.`;
        return decline('node-user/unread-script', stage.from, because, howToRead(script));
      }
      const place = rootCall(path, text);
      const because = `${starts}, and ${path}:${place?.line} needs root: "${place?.text}".`;
      if (place) return decline('node-user/root-required', stage.from, because);
    }
  return undefined;
}
