import { finalEnvironment, type Stage } from '../../../src/dockerfile/index.js';
import {
  type Command,
  commandText,
  knownWords,
  operandWords,
  programOf,
  type Word,
} from '../../../src/shell/index.js';
import { managerNamed } from '../../../src/command/index.js';
import { wordSet } from '../../../src/grouping.js';
import { isInstallVerb } from '../../../src/knowledge/npm/install-verbs.js';
import { isWithin } from '../../../src/path-folders.js';
import type { Ownership } from '../ownership/index.js';
import { pathsOf, type ScriptVariables } from './script-paths.js';

/**
 * Programs that must begin as root, or that only root calls (handbook D22), among them file systems
 * in user space, which mount (fly.io/docs/litefs, 2026-11), VPNs, system services and databases,
 * whose folders belong to users of their own.
 */
const rootPrograms = wordSet(
  'cron crond sshd supervisord nginx apache2 httpd service systemctl su-exec gosu su sudo runuser setpriv chroot arp-scan dumpcap iptables ip6tables nft tcpdump tshark ip mount umount sysctl chown useradd usermod groupmod groupadd adduser addgroup apk apt apt-get dpkg update-ca-certificates setcap modprobe litefs s3fs sshfs gcsfuse fusermount fusermount3 openvpn wg-quick tailscaled dockerd rsyslogd postfix runsvdir s6-svscan mongod mysqld mysqld_safe mariadbd mariadbd-safe postgres rabbitmq-server',
);

/** The pattern for a text that can't be read as commands. */
export const rootCommand: RegExp = new RegExp(
  String.raw`(^|[\s;&|("'])(${[...rootPrograms].filter((name) => name !== 'ip').join('|')})(\s|$)|\bip\s+(-[46]\s+)?(addr|address|link|neigh|route|rule)\s+(add|change|del|delete|replace|set)\s|npm\s+(i|install)\s+(-g|--global|--location[= ]global)`,
);

/** The program among some commands that needs root. */
export function rootProgram(commands: readonly Command[]): string | undefined {
  return commands.map(programOf).find((name) => name !== undefined && rootPrograms.has(name));
}

const changing = /^(?:link|rebuild|rb|update|upgrade|prune|uninstall|rm|remove)$/;

/** The command among some that changes node_modules, which belongs to root. */
export function installAtStart(commands: readonly Command[]): string | undefined {
  const found = commands.find((command) => {
    const [, ...args] = knownWords(command);
    const word = args.find((one) => !one.startsWith('-'));
    const manager = managerNamed(programOf(command));
    if (word === undefined) return manager === 'yarn';
    return manager && (isInstallVerb(word) || changing.test(word));
  });
  return found && commandText(found);
}

const fileTools = wordSet('cp install ln mkdir mv rm sed tee touch unlink');
/** Tools of which only the last word is written. */
const toTarget = wordSet('cp install ln');
/** Only root changes settings of the kernel, in a privileged container. */
const anybodys = /^\/(?:tmp|dev|proc(?!\/sys(?:\/|$)))(?:\/|$)/;

/**
 * Whether commands create, move or remove files where node may not.
 *
 * @param variables those of the script that they stand in
 */
export function writesOutside(
  commands: readonly Command[],
  stage: Stage,
  { account, folder, outside }: Ownership,
  variables: ScriptVariables = new Map(),
): boolean {
  const { workdir = '/' } = finalEnvironment(stage);
  const foreign = (path: string | undefined): boolean =>
    path === undefined ||
    (path.startsWith('/') &&
      !anybodys.test(path) &&
      !isWithin(path, account.home) &&
      !(folder !== '/' && isWithin(path, folder)) &&
      !(workdir !== '/' && isWithin(path, workdir)) &&
      !outside.some((one) => isWithin(path, one)));
  const mayBeForeign = (word: Word): boolean => pathsOf(word, variables)?.some(foreign) ?? true;
  return commands.some(
    (command) => command.writes.some(foreign) || written(command).some(mayBeForeign),
  );
}

/** The words of a command that name what it writes. */
function written(command: Command): readonly Word[] {
  const program = programOf(command) ?? '';
  if (!fileTools.has(program)) return [];
  const words = operandWords(command);
  const inPlace = command.words.some(({ text }) => /^(?:-\w*i|--in-place)/.test(text));
  if (program === 'sed') return inPlace ? words.slice(1) : [];
  return toTarget.has(program) ? words.slice(-1) : words;
}
