// The Dockerfiles of a folder or of a .jsonl.gz, of which a line is a lone file ({id, text}) or a
// project ({project, dockerfiles, files, tree}).
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { memoryFiles, projectOf, rewrite, transforms, unknownProject } from '../dist/index.js';

/** Every Dockerfile with its name, its text, and how to get its project once it is parsed. */
export function recordedFiles(source) {
  return source.endsWith('.jsonl.gz') ? fromArchive(source) : fromFolder(source);
}

function fromArchive(path) {
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  return lines.flatMap((line) => {
    const { id, text, project, dockerfiles = [], files = {}, tree } = JSON.parse(line);
    const lone = { id, text, projectFor: () => unknownProject };
    const own = dockerfiles.map((one) => ({
      id: `${project}/${one.path}`,
      text: files[one.path],
      projectFor: (file) => projectOf(memoryFiles(files, tree), one.path, file),
    }));
    return [lone, ...own].filter((one) => one.text !== undefined);
  });
}

function fromFolder(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((one) => one.isFile() && /(?:^|\.)(?:Dockerfile|Containerfile)(?:\.|$)/i.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .map((path) => ({
      id: relative(root, path),
      text: readFileSync(path, 'utf8'),
      projectFor: () => unknownProject,
    }));
}

/** The options of rewriting that a script takes, for parseArgs. */
export const rewriteOptions = {
  'assume-pure-js': { type: 'boolean' },
  runtime: { type: 'string' },
  init: { type: 'string' },
};

/** What becomes of a text. */
export function rewritten(text, project, { runtime, init, ...values }) {
  const options = {
    assumePureJs: values['assume-pure-js'] === true,
    ...(runtime && { runtime }),
    ...(init && { init }),
  };
  return rewrite(text, transforms, project, options).text;
}
