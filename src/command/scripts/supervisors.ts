import { posix } from 'node:path';
import { mentionsManager } from '../managers/managers.js';

/** Programs that start what a file of theirs names, and that file where none is given. */
const supervisors: Readonly<Record<string, string>> = {
  supervisord: '/etc/supervisor/supervisord.conf',
  pm2: 'ecosystem.config.js',
  'pm2-runtime': 'ecosystem.config.js',
  'pm2-docker': 'ecosystem.config.js',
  forever: '',
  foreman: 'Procfile',
  nf: 'Procfile',
  goreman: 'Procfile',
  hivemind: 'Procfile',
  honcho: 'Procfile',
  overmind: 'Procfile',
  litefs: '/etc/litefs.yml',
  litestream: '/etc/litestream.yml',
  monit: '/etc/monitrc',
  runsvdir: '/etc/service',
  's6-svscan': '/run/service',
};

/**
 * What starts nothing: pm2 that looks (pm2.keymetrics.io/docs/usage/quick-start), litestream but for
 * its replication (litestream.io/reference/replicate, 2026-11).
 */
const idle: Readonly<Record<string, RegExp>> = {
  pm2: /^(?:describe|flush|info|list|logs?|ls|monit|prettylist|save|show|status)$/,
  litestream: /^(?!replicate$)/,
};
const configName = /\.(?:conf|json|ya?ml|config\.[cm]?js)$|(?:^|\/)Procfile(?:\.[\w-]+)?$/;
const scriptName = /(?:^|\/)(?!.*\.config\.)[\w.-]+\.[cm]?[jt]s$/;

/** The file that tells a supervisor what to start; none when a script of the project is named. */
export function supervised(argv: readonly string[]): string[] {
  const name = posix.basename(argv[0] ?? '');
  if (!Object.hasOwn(supervisors, name)) return [];
  const verb = argv.slice(1).find((word) => !word.startsWith('-')) ?? '';
  if (idle[name]?.test(verb) || argv.some((word) => /^--?exec(?:=|$)/.test(word))) return [];
  const config = argv.find((word) => configName.test(word));
  if (config !== undefined) return [config];
  return argv.some((word) => scriptName.test(word) || mentionsManager(word))
    ? []
    : [supervisors[name] ?? ''].filter(Boolean);
}

/** Whether a file says what a supervisor starts, rather than being a script itself. */
export function isSupervisorFile(name: string): boolean {
  return configName.test(name);
}
