import { wordSet } from '../../grouping.js';
import { nativeModule } from './native-modules.js';

/**
 * Programs that are made for glibc or start a browser, by the npm package that brings them. Sources:
 * `bin` of each package.json on npm, read 2026-11. A program with the name of its package is not
 * listed.
 */
const packages: Readonly<Record<string, string>> = {
  flow: 'flow-bin',
  grpc_tools_node_protoc: 'grpc-tools',
  pa11y: 'puppeteer',
  'pa11y-ci': 'puppeteer',
  percy: 'puppeteer',
  mmdc: 'puppeteer',
  'react-snap': 'puppeteer',
  lighthouse: 'puppeteer',
  lhci: 'puppeteer',
  phantomjs: 'phantomjs-prebuilt',
  'electron-builder': 'electron',
  'electron-forge': 'electron',
  pw: 'playwright',
  purs: 'purescript',
};
/** Programs that do nothing without a program of the system. */
const needs: Readonly<Record<string, string>> = {
  bower: 'git',
  'release-it': 'git',
  'semantic-release': 'git',
};
/** Programs that bring another Node, made for glibc. */
const nodeInstallers = new Set(['fnm', 'n', 'nodenv', 'nvm', 'volta']);
const runsTests = wordSet('ava c8 jasmine jest karma lab mocha nyc tap tape vitest wdio testcafe');

/** What running a program of an npm package needs. */
interface NativeProgram {
  /** Absent where nothing helps, since the program is made for glibc. */
  readonly needs?: string;
  /** The one program of the system that it calls, where that is all it takes. */
  readonly calls?: string;
}

/** What is known of a program that an npm package brings; undefined where it runs anywhere. */
export function nativeProgram(program: string): NativeProgram | undefined {
  if (nodeInstallers.has(program)) return {};
  if (Object.hasOwn(needs, program)) {
    const calls = needs[program] as string;
    return { needs: calls, calls };
  }
  const known = nativeModule(
    Object.hasOwn(packages, program) ? (packages[program] as string) : program,
  );
  if (known?.musl === 'glibc-only') return {};
  if (known?.musl !== 'needs-config') return undefined;
  const system = known.run.length > 0 ? known.run : known.build;
  // Prisma asks openssl for its version to pick an engine.
  const calls = system.length === 1 && system[0] === 'openssl' ? 'openssl' : undefined;
  return { needs: system.join(' '), ...(calls !== undefined && { calls }) };
}

/** Whether a program runs tests, and so whatever is among the development dependencies. */
export function isTestRunner(program: string): boolean {
  return runsTests.has(program);
}
