/**
 * Packages whose install script prints a message, asks for money, links a file or checks a version,
 * and builds nothing. Sources: the `scripts` of their package.json on npm, read 2026-11.
 */
const harmless = new Set([
  '@apollo/protobufjs',
  '@clerk/shared',
  '@compodoc/compodoc',
  '@deepstream/client',
  '@fastify/pre-commit',
  '@firebase/util',
  '@google/genai',
  '@heroui/shared-utils',
  '@modelcontextprotocol/ext-apps',
  '@modelcontextprotocol/ext-apps',
  '@nestjs/core',
  '@scarf/scarf',
  '@sveltejs/kit',
  '@whiskeysockets/baileys',
  'apollo-server',
  'aws-sdk',
  'baileys',
  'bootstrap-vue',
  'browser-tabs-lock',
  'core-js',
  'core-js-bundle',
  'core-js-pure',
  'docsify',
  'ejs',
  'es5-ext',
  'event-source-polyfill',
  'highcharts',
  'highlight.js',
  'husky',
  'inferno',
  'json-editor-vue',
  'mobx-react-lite',
  'msw',
  'node-cron',
  'nodemon',
  'opencollective-postinstall',
  'pre-commit',
  'preact',
  'print-this',
  'protobufjs',
  'sequelize-typescript',
  'simple-git-hooks',
  'styled-components',
  'svelte-preprocess',
  'swiper',
  'type-graphql',
  'vue-demi',
  'vue3-snackbar',
  'yorkie',
]);

/** Whether the install script of a package is known to build and download nothing. */
export function hasHarmlessInstallScript(name: string): boolean {
  return harmless.has(name) || /^@(?:fortawesome|carbon)\//.test(name);
}

/**
 * What packages ask for that compile or fetch a native addon at install, or that load one (README of each, read
 * 2026-11). node-gyp is none of them: yarn adds it to whatever has a binding.gyp, and command line tools have it.
 */
const addonHelpers = new Set([
  '@mapbox/node-pre-gyp',
  'bindings',
  'nan',
  'node-addon-api',
  'node-gyp-build',
  'node-gyp-build-optional-packages',
  'node-pre-gyp',
  'pkg-prebuilds',
  'prebuild-install',
]);

/** Whether only a package with a native addon depends on this one. */
export function isAddonHelper(name: string): boolean {
  return addonHelpers.has(name);
}

/**
 * Scripts of the project itself that npm and yarn run at an install without being asked, in their
 * order (npm's documentation of `scripts`, read 2026-11; handbook B44).
 */
export const installHooks: readonly string[] = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
];
