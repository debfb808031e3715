import { baseName } from '../files.js';
import type { Project } from '../project.js';
import { type Manifest, manifests } from './kubernetes.js';

/** Files of platforms that hold variables of the environment. */
const platforms =
  /^(?:Procfile|app\.ya?ml|devcontainer\.json|fly(?:\.[\w-]+)?\.toml|railway\.toml|render\.yaml)$/;

/** The Kubernetes manifests of the repository and the files of its platforms, compose files aside. */
export function platformTexts(project: Project): readonly Manifest[] {
  const { files } = project;
  const own = files.list().filter((path) => platforms.test(baseName(path)));
  return [...manifests(project), ...own.map((path) => ({ path, text: files.read(path) ?? '' }))];
}
