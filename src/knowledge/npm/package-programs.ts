import { wordSet } from '../../grouping.js';
/**
 * The programs of packages that people install globally, where they are called otherwise than the
 * package. Sources: `bin` of each package.json on npm, read 2026-11; handbook, "How common".
 */
const programs: Readonly<Record<string, string>> = {
  '@angular/cli': 'ng',
  '@babel/cli': 'babel',
  '@babel/node': 'babel-node',
  '@go-task/cli': 'task',
  '@ionic/cli': 'ionic',
  '@nestjs/cli': 'nest',
  '@quasar/cli': 'quasar',
  '@redocly/cli': 'redocly openapi',
  '@sanity/cli': 'sanity',
  '@vue/cli': 'vue vue-cli-service',
  '@vue/cli-service': 'vue-cli-service',
  'coffee-script': 'coffee',
  coffeescript: 'coffee',
  'ember-cli': 'ember',
  'ethereumjs-testrpc': 'testrpc',
  'firebase-tools': 'firebase',
  'gatsby-cli': 'gatsby',
  'gitbook-cli': 'gitbook',
  'grunt-cli': 'grunt',
  'hexo-cli': 'hexo',
  less: 'lessc',
  'polymer-cli': 'polymer',
  protractor: 'protractor webdriver-manager',
  serverless: 'serverless sls',
  'smee-client': 'smee',
  'gulp-cli': 'gulp',
  knex: 'knex',
  'npm-run-all': 'run-s run-p npm-run-all',
  'npm-run-all2': 'run-s run-p npm-run-all',
  pm2: 'pm2 pm2-runtime pm2-docker pm2-dev',
  'sequelize-cli': 'sequelize sequelize-cli',
  'ts-node': 'ts-node ts-node-esm ts-node-script',
  typescript: 'tsc tsserver',
  'webpack-cli': 'webpack webpack-cli',
};

/** Packages that bring the program of their own name, and no other. */
const namedAlike = wordSet(
  'bower browserify concurrently cross-env eslint forever grunt gulp http-server jest json-server karma lerna live-server mocha node-gyp nodemon npm pnpm prettier rimraf serve tsx webpack yarn',
);

/** Whether it is known which programs a package brings. */
export function hasKnownPrograms(packageName: string): boolean {
  return namedAlike.has(packageName) || Object.hasOwn(programs, packageName);
}

/** Programs that no image has and that come from npm alone. */
export function isPackageProgram(program: string): boolean {
  return /^(?:nodemon|pm2|ts-node|node-gyp)$/.test(program);
}

/** The programs that a package brings, as far as the table tells: else the one of its own name. */
export function programsOf(packageName: string): readonly string[] {
  // Declarations alone: @types/node brings no node.
  if (packageName.startsWith('@types/')) return [];
  const own = packageName.replace(/^@[^/]+\//, '');
  return [
    own,
    ...(Object.hasOwn(programs, packageName) ? (programs[packageName] as string).split(' ') : []),
  ];
}

/** Programs of dependencies that are called otherwise than their package; package.json of each, 2026. */
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

/** The programs that have another name than the package that brings them. */
export const otherBins: readonly string[] = Object.keys(packageOfBin);

/** The package that a program is likely from, by its name alone. */
export function packageOfProgram(bin: string): string {
  return Object.hasOwn(packageOfBin, bin) ? (packageOfBin[bin] ?? bin) : bin;
}
