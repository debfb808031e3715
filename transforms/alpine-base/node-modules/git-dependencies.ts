import { debianPackagesFor } from '../../../src/knowledge/system/debian-programs.js';
import { type Demand, need, type Need } from '../demands.js';
import { asPackage, type Contents, type Installed } from './applications.js';
import { type Install, nameOf } from './installs.js';
import type { Move } from '../move.js';

/** What the host of a repository serves without git as well, so that ssh is not needed to get it. */
const hosted = /^(?:git\+)?ssh:\/\/git@(?:github\.com|gitlab\.com|bitbucket\.org)[/:]/;

/** Installs fetch dependencies from git by git, development ones included (handbook C31). */
export function* gitDemands(move: Move, contents: Contents): Iterable<Demand> {
  const { stages, target } = move;
  for (const install of contents.installs) {
    if (!stages.includes(install.reached.caller.stage)) continue;
    const found = needOf(install, contents.applications);
    if (!found) continue;
    const packages = target === 'slim' ? debianPackagesFor(found.packages) : found.packages;
    yield { ...found, packages: packages ?? found.packages };
  }
}

function needOf(install: Install, applications: readonly Installed[]): Need | undefined {
  const { names, folder, global, reached } = install;
  const own = names
    .map((spec) => asPackage([nameOf(spec), spec.slice(nameOf(spec).length + 1) || spec], false))
    .find(({ git }) => git);
  const here = global ? [] : applications.filter((one) => one.folder === folder);
  const locked = here.flatMap(({ packages }) => packages).find(({ git }) => git);
  const name = own?.name ?? locked?.name;
  if (name === undefined) return undefined;
  const ssh = here.some(({ manifest }) => manifest && usesSsh(manifest.text));
  return need(reached.caller, ssh ? ['git', 'openssh-client'] : ['git'], `${name} comes from git`);
}

/** Whether a package.json names a repository that only ssh reaches. */
function usesSsh(text: string): boolean {
  return [...text.matchAll(/"((?:git\+)?ssh:\/\/[^"]+|git@[^"]+)"/g)].some(
    ([, url = '']) => !hosted.test(url),
  );
}
