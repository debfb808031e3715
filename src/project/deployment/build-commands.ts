import { isMap, isPair, isScalar, visit, type Node } from 'yaml';
import { rememberedForGood } from '../../memo.js';
import { baseName, folderOf, joinPath } from '../files.js';
import { readManifest } from '../manifest.js';
import type { Project } from '../project.js';
import { readYaml } from '../yaml.js';

/** Files in which people write how their images are built. */
export const buildScripts =
  /(?:^|\/)(?:Makefile|makefile|GNUmakefile|[Jj]ustfile|Taskfile\.ya?ml|package\.json|[\w.-]+\.(?:sh|mk)|(?:azure|bitbucket)-pipelines\.ya?ml|\.(?:drone|gitlab-ci|travis|woodpecker)\.ya?ml|\.circleci\/config\.ya?ml|(?:buildspec|cloudbuild)\.ya?ml|Jenkinsfile|\.github\/(?:workflows|actions)\/[\w./-]+\.ya?ml)$/;
const buildCommand =
  /\b(?:docker(?:[ \t]+buildx)?|podman|nerdctl)[ \t]+build[ \t]+((?:[^\n\\]|\\[^\n]|\\\r?\n)*)/g;
/** Options of docker build that take no value; https://docs.docker.com/reference/cli/docker/buildx/build, 2026-11. */
const switches = /^(?:-q|-D|--(?:quiet|debug|load|push|pull|no-cache|rm|force-rm|squash|check))$/;

/**
 * The folders that the project's own scripts and workflows hand to docker build with a Dockerfile,
 * from the repository's root. What variables name is left out.
 */
export function builtContexts(project: Project): readonly string[] {
  return [...new Set(buildsOf(project).map(({ context }) => context))];
}

/** The names that scripts and workflows give to the image of a project's Dockerfile. */
export function builtImages(project: Project): readonly string[] {
  return buildsOf(project).flatMap(({ tags }) => tags);
}

/** The builds of a project's Dockerfile, their context from the repository's root. */
const buildsOf = rememberedForGood((project: Project): readonly Build[] => {
  const { files, dockerfile } = project;
  return files
    .list()
    .filter((path) => buildScripts.test(path))
    .flatMap((path) => {
      const text = textOf(project, path);
      if (!/\b(?:docker|podman|nerdctl)\b/.test(text)) return [];
      const builds = [...inCommands(text), ...(/\.ya?ml$/.test(path) ? inSteps(text) : [])];
      return builds.flatMap((one) =>
        contextFor(dockerfile, folderOf(path), one).map((context) => ({ ...one, context })),
      );
    });
});

function textOf(project: Project, path: string): string {
  return baseName(path) === 'package.json'
    ? [...(readManifest(project, path)?.scripts.values() ?? [])].join('\n')
    : (project.files.read(path) ?? '');
}

interface Build {
  readonly context: string;
  /** Absent where it is the Dockerfile of the context. */
  readonly file?: string;
  /** What the image is called. */
  readonly tags: readonly string[];
}

/** Scripts run in their own folder or at the root; the one in which the Dockerfile lies counts. */
function contextFor(
  dockerfile: string,
  folder: string,
  { context, file }: Omit<Build, 'tags'>,
): string[] {
  for (const base of [folder, '']) {
    const there = joinPath(base, context);
    const named = file === undefined ? joinPath(there ?? '', 'Dockerfile') : joinPath(base, file);
    if (there !== undefined && named === dockerfile) return [there];
  }
  return [];
}

function inCommands(text: string): Build[] {
  return [...text.matchAll(buildCommand)].flatMap(([, rest = '']) => {
    const [line = ''] = rest.replace(/\\\r?\n/g, ' ').split(/[;&|>]/);
    const words = line.trim().split(/\s+/);
    const context = words.find(
      (word, index) => !word.startsWith('-') && !takesValue(words[index - 1]),
    );
    const option = words.findIndex((word) => /^(?:-f|--file)(?:=|$)/.test(word));
    const file = /=(.*)/.exec(words[option] ?? '')?.[1] ?? words[option + 1];
    const plain = [context, option === -1 ? '' : file].every((one) => one && !/[$`{}"']/.test(one));
    if (context === undefined || (!plain && option !== -1) || /[$`{}"']|:\/\//.test(context))
      return [];
    return [{ context, tags: tagsIn(words), ...(option !== -1 && file !== undefined && { file }) }];
  });
}

function tagsIn(words: readonly string[]): string[] {
  return words.flatMap(
    (word, index) =>
      /^(?:-t|--tag)=(.+)/.exec(word)?.[1] ??
      (/^(?:-t|--tag)$/.test(word) ? (words[index + 1] ?? []) : []),
  );
}

function takesValue(word: string | undefined): boolean {
  return word !== undefined && word.startsWith('-') && !word.includes('=') && !switches.test(word);
}

/** The steps of workflows that use docker/build-push-action. */
function inSteps(text: string): Build[] {
  if (!text.includes('docker/build-push-action')) return [];
  const found: Build[] = [];
  for (const document of readYaml(text)?.documents ?? [])
    visit(document as unknown as Node, {
      Map(_, map) {
        const settings = map.get('with');
        if (!String(map.get('uses')).startsWith('docker/build-push-action') || !isMap(settings))
          return;
        const [context = '.', file, tags = ''] = ['context', 'file', 'tags'].map((key) => {
          const pair = settings.items.find(
            (one) => isPair(one) && isScalar(one.key) && one.key.value === key,
          );
          return isScalar(pair?.value) ? String(pair.value.value) : undefined;
        });
        if (![context, file ?? ''].some((one) => one.includes('$')))
          found.push({
            context,
            tags: tags.split(/[\s,]+/).filter(Boolean),
            ...(file !== undefined && { file }),
          });
      },
    });
  return found;
}
