import { baseName, folderOf } from '../files.js';

/** The name of an image without its tag, digest and registry. */
export function imageName(image: string): string {
  const [name = ''] = image.toLowerCase().split(/[@$]|:(?!\d+\/)/);
  const [registry = '', ...rest] = name.split('/');
  return rest.length > 0 && /[.:]/.test(registry) ? rest.join('/') : name;
}

/** What folders and Dockerfiles are called that says nothing of which image it is. */
const general =
  /^(?:\.?docker|docker-?files?|containers?|build|ci|deploy(?:ment)?|images?|app|src|prod(?:uction)?)$/;

/** `base` of Dockerfile.base, base.Dockerfile and base/Dockerfile. */
export function hintOf(path: string): string {
  const hint = variantOf(path) || baseName(folderOf(path)).toLowerCase();
  return general.test(hint) ? '' : hint;
}

const anyOf =
  /^(?:alpine|amd64|arm64|base|charts?|debian|dev(?:elopment)?|devops|helm|infra(?:structure)?|k8s|kubernetes|local|multi|ops|release|slim|stag(?:e|ing)|test(?:ing|s)?)$/;

/** What sets a Dockerfile apart from others of an application, by its own name or the next folder's above. */
export function serviceOf(path: string): string {
  const words = [variantOf(path) ?? '', ...folderOf(path).toLowerCase().split('/').toReversed()];
  return words.find((one) => one !== '' && !general.test(one) && !anyOf.test(one)) ?? '';
}

/** What stands beside `Dockerfile` in a name, in lower case; undefined where it is no Dockerfile. */
export function variantOf(path: string): string | undefined {
  const name = baseName(path).toLowerCase();
  const word = ['dockerfile', 'containerfile'].find((one) => name.includes(one)) ?? '/';
  if (name === word) return '';
  if (name.startsWith(`${word}.`) || name.startsWith(`${word}-`))
    return name.slice(word.length + 1);
  return name.endsWith(`.${word}`) ? name.slice(0, -word.length - 1) : undefined;
}

/** The words of a name, each between blanks. */
export function spaced(name: string): string {
  return ` ${name.replace(/[^a-z0-9]+/g, ' ').trim()} `;
}
