import { literally } from '../literally.js';
import { baseName, findInSources, folderOf, joinPath, type Project } from '../project/index.js';

/** Lines of package.json with scripts that an install or a release runs. */
const hook = /^\s*"(?:(?:pre|post)?(?:install|pack|prepare|publish)|prepublishOnly)"\s*:/;
const pipeline =
  /(?:^|\/)(?:\.(?:buildkite|circleci|github\/workflows|husky)\/|\.gitlab-ci[\w.-]*\.ya?ml$)/;
/** What tells people and platforms to run a file. */
const manual = /(?:\.(?:md|sh|toml|ya?ml)|(?:^|\/)(?:Make|Proc)file[\w.-]*)$/;
/** Names by which a start finds a file that nobody names. */
const conventional = /^(?:app|index|main|server)$/;

/**
 * Whether a source beside package.json or in bin, which a program finds by its name alone, is named by
 * hooks of the install or by a pipeline, and by nothing else: `"postinstall": "node postinstall-win.js"`.
 *
 * @param starts all that says what the container starts
 */
export function isRunElsewhere(
  project: Project,
  folder: string,
  path: string,
  starts: () => readonly string[],
): boolean {
  const stem = baseName(path).replace(/\.[cm]?[jt]sx?$/, '');
  const isLoose = [folder, joinPath(folder, 'bin')].includes(folderOf(path));
  if (!isLoose || conventional.test(stem)) return false;
  const named = new RegExp(
    String.raw`(?:^|[\s/'"\`=])${literally(stem)}(?:\.[cm]?[jt]sx?)?(?![\w.-])`,
    'm',
  );
  const { files } = project;
  const lines = (files.read(joinPath(folder, 'package.json') ?? '') ?? '').split('\n');
  const texts = (kind: (one: string) => boolean) => (one: string) =>
    kind(one) && named.test(files.read(one) ?? '');
  return (
    (lines.some((line) => hook.test(line) && named.test(line)) ||
      files.list().some(texts((one) => pipeline.test(one)))) &&
    !lines.some((line) => !hook.test(line) && named.test(line)) &&
    !starts().some((text) => named.test(text)) &&
    !findInSources(project, folder, named, (one) => one !== path) &&
    !files.list().some(texts((one) => manual.test(one) && !pipeline.test(one)))
  );
}
