import { compareVersions } from '../../../src/knowledge/version-order.js';
import { baseName, type LockedPackage } from '../../../src/project/index.js';
import { type Declined, decline } from '../../../src/transform.js';
import { type Demand, need } from '../demands.js';
import { inContainer, type Move } from '../move.js';
import type { Circumstances } from './native.js';

/** Whether a package is a part of Prisma, which brings an engine for each system. */
export function isPrisma(name: string): boolean {
  return /^(?:prisma|@prisma\/(?:client|engines|migrate|cli))$/.test(name);
}

/**
 * Prisma picks its engine by the openssl that it finds, so that openssl is wanted where the client is
 * generated and where it runs; an engine that the schema pins to Debian does not load (C.7, I24, I25).
 */
export function* prismaDemands(one: LockedPackage, around: Circumstances): Iterable<Demand> {
  const { move, final, installs } = around;
  const pinned = engineObstacle(one, around);
  if (pinned) yield pinned;
  const because = `${one.name} looks for it`;
  for (const { reached } of installs) yield need(reached.caller, ['openssl'], because);
  if (one.dev || !move.stages.includes(final)) return;
  yield need(inContainer(final), ['openssl'], because);
}

function engineObstacle(one: LockedPackage, { move, final }: Circumstances): Declined | undefined {
  if (move.target === 'slim') return undefined;
  const because = pinnedEngine(move) ?? oldEngine(one);
  return because === undefined
    ? undefined
    : decline(
        'alpine-base/needs-configuration',
        final.from,
        because,
        'Name "native" or "linux-musl-openssl-3.0.x" in binaryTargets, then run again.',
      );
}

/**
 * A schema that names engines and none for Alpine, or an engine that lies in the project. What is
 * generated on the builder's own platform needs one by name for each other.
 */
function pinnedEngine({ file, project: { files } }: Move): string | undefined {
  const isCrossed = file.stages.some(({ from }) =>
    from.flags.some(({ value }) => value?.includes('BUILDPLATFORM')),
  );
  for (const path of files.list()) {
    if (/libquery_engine-(?:debian|rhel)|query-engine-(?:debian|rhel)/.test(baseName(path)))
      return `${path} is an engine of Prisma's for glibc, and it lies in the project.`;
    if (!path.endsWith('.prisma')) continue;
    const targets = /^[\t ]*binaryTargets\s*=\s*\[([^\]]*)\]/m.exec(files.read(path) ?? '')?.[1];
    if (targets !== undefined && isPinned(targets, isCrossed))
      return `${path} asks for engines of Prisma's without one for Alpine: ${targets.trim()}.`;
  }
  return undefined;
}

function isPinned(targets: string, isCrossed: boolean): boolean {
  if (isCrossed && /linux-arm|debian|rhel/.test(targets)) return !/linux-musl/.test(targets);
  return !/native|linux-musl/.test(targets);
}

/** The engine for Alpine with OpenSSL 3 came with 4.8. */
function oldEngine({ name, version }: LockedPackage): string | undefined {
  return version !== '' && compareVersions(version, '4.8') < 0
    ? `${name}@${version} has no engine for the OpenSSL of Alpine.`
    : undefined;
}
