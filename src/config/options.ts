import type { OwnModule } from '../knowledge/npm/native-modules.js';
import type { Options } from '../transform.js';
import type { Settings } from './config.js';

/** Settings as a rewrite takes them. */
export function optionsOf(settings: Settings): Partial<Options> {
  const { imageMirrors = [], images = {}, packages = {}, nativeModules = {} } = settings;
  const { transforms: _1, skip: _2, context: _3, images: _4, ...plain } = settings;
  const renamed = Object.entries(images).map(([name, official]) => `${name}=${official}`);
  return {
    ...plain,
    imageMirrors: [...imageMirrors, ...renamed],
    packages: mapped(packages, (names) => (typeof names === 'string' ? [names] : names)),
    nativeModules: mapped(nativeModules, moduleOf),
  };
}

function moduleOf(said: OwnModule['musl'] | OwnModule): OwnModule {
  return typeof said === 'string' ? { musl: said } : said;
}

function mapped<From, To>(
  table: Readonly<Record<string, From>>,
  change: (one: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}
