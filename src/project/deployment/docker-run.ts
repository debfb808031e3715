/** Options of docker run that take no value; docs.docker.com/reference/cli/docker/container/run, 2026-11. */
const switches =
  /^(?:-[ditPq]+|--(?:detach|disable-content-trust|help|init|interactive|no-healthcheck|oom-kill-disable|privileged|publish-all|quiet|read-only|rm|sig-proxy|tty|use-api-socket))$/;
/** `-p 80:80`, `-itv data:/data`: the last letter takes the next word. */
const takesNext = /^(?:-[ditPq]*[a-zA-Z]|--[\w-]+)$/;

/**
 * The image that a `docker run` starts: the first word that is no option and no value of one; undefined
 * where a variable or something else stands there that nobody can tell.
 *
 * @param command in which it stands
 */
export function imageOfRun(command: string): string | undefined {
  return subjectOf(command, 'run');
}

/** The container in which a `docker exec` starts something, by the same rule. */
export function containerOfExec(command: string): string | undefined {
  return subjectOf(command, 'exec');
}

function subjectOf(command: string, verb: string): string | undefined {
  const [line = ''] = command.split(/\s(?:&&|\|\|?|;)\s/);
  const words = line.match(/(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[^\s"'])+/g) ?? [];
  const begin = words.findIndex(
    (word, at) => word === verb && /(?:docker|podman|container)$/.test(words[at - 1] ?? ''),
  );
  for (let at = begin === -1 ? words.length : begin + 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) return /^[\w.-][\w./:@-]*$/.test(word) ? word : undefined;
    if (!switches.test(word) && takesNext.test(word)) at += 1;
  }
  return undefined;
}
