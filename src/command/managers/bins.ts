import { rememberedForGood } from '../../memo.js';
import type { KnownApplication, LockedPackage, Lockfile, Manifest } from '../../project/index.js';

/** Programs whose name differs from the package that brings them; package.json of each, 2026. */
const packageOfBin: Readonly<Record<string, string>> = {
  'pm2-runtime': 'pm2',
  'pm2-docker': 'pm2',
  'react-router-serve': '@react-router/serve',
  'remix-serve': '@remix-run/serve',
  'babel-node': '@babel/node',
  fastify: 'fastify-cli',
  keystone: '@keystone-6/core',
  'mikro-orm': '@mikro-orm/cli',
  'moleculer-runner': 'moleculer',
  nest: '@nestjs/cli',
  nuxi: 'nuxt',
  sequelize: 'sequelize-cli',
  sirv: 'sirv-cli',
  'ts-node-esm': 'ts-node',
  'ts-node-script': 'ts-node',
  'ts-node-transpile-only': 'ts-node',
  'typeorm-ts-node-commonjs': 'typeorm',
  'typeorm-ts-node-esm': 'typeorm',
  dotenv: 'dotenv-cli',
  dotenvx: '@dotenvx/dotenvx',
  strapi: '@strapi/strapi',
  medusa: '@medusajs/medusa',
  vc: 'vercel',
  ng: '@angular/cli',
  tsc: 'typescript',
  'vue-cli-service': '@vue/cli-service',
  'cross-env-shell': 'cross-env',
};

/** Packages that bring no program of their own name, though people install both. */
const withoutOwnBin = new Set(['fastify', 'dotenv', 'sequelize', 'strapi', 'nest']);

/**
 * Whether a program lies in node_modules/.bin: the lockfile says so, else the package of that name
 * is a dependency.
 */
export function bringsBin({ manifest, lockfile }: KnownApplication, bin: string): boolean {
  if (!/^[\w.-]+$/.test(bin)) return false;
  if (lockfile && binsOf(lockfile).has(bin)) return true;
  const owner = ownerOf(bin);
  if (owner === bin && withoutOwnBin.has(bin)) return false;
  if (lockfile && firstOfName(lockfile).get(owner)?.bins) return false;
  return dependencyNames(manifest).includes(owner);
}

/** A lockfile may list thousands of packages, and is asked for program after program. */
const binsOf = rememberedForGood(
  ({ packages = [] }: Lockfile): ReadonlySet<string> =>
    new Set(packages.flatMap(({ bins = [] }) => bins)),
);

const firstOfName = rememberedForGood(
  ({ packages = [] }: Lockfile): ReadonlyMap<string, LockedPackage> =>
    new Map(packages.toReversed().map((one) => [one.name, one])),
);

/** The package that brings a program, by the program's name. */
export function ownerOf(bin: string): string {
  return Object.hasOwn(packageOfBin, bin) ? (packageOfBin[bin] ?? bin) : bin;
}

/** The package that a program is likely from, by its name alone. */
export function packageOfProgram(bin: string): string | undefined {
  if (Object.hasOwn(packageOfBin, bin)) return packageOfBin[bin];
  return withoutOwnBin.has(bin) ? undefined : bin;
}

/** The programs that direct dependencies bring, by their names alone. */
export function likelyBins(application: KnownApplication): string[] {
  const own = dependencyNames(application.manifest);
  const renamed = Object.keys(packageOfBin).filter((bin) => bringsBin(application, bin));
  return [...own.filter((name) => /^[\w.-]+$/.test(name)), ...renamed];
}

function dependencyNames({
  dependencies,
  devDependencies,
  optionalDependencies,
}: Manifest): string[] {
  return [dependencies, devDependencies, optionalDependencies].flatMap((names) => [
    ...names.keys(),
  ]);
}
