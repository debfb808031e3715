import { createHash } from 'node:crypto';
import { UserError } from '../user-error.js';

/** A repository as the registry's own API names it. */
interface Repository {
  /** Scheme and host. */
  readonly registry: string;
  readonly name: string;
}

/** Where Docker Hub answers, by whatever name references give it. */
const hub = /^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com)$/;
const manifests = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
/** A registry that does not answer within this time is not asked any longer. */
const patience = 15_000;

/** Takes the name of an image apart as Docker does: `node` is `library/node` on Docker Hub. */
export function repositoryOf(name: string): Repository {
  const [first = '', ...rest] = name.split('/');
  const named = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = named ? rest.join('/') : name;
  if (!named || hub.test(first))
    return {
      registry: 'https://registry-1.docker.io',
      name: path.includes('/') ? path : `library/${path}`,
    };
  // Docker speaks plain HTTP to the machine itself and to nobody else.
  const scheme = /^(?:localhost|127\.[\d.]+)(?::\d+)?$/.test(first) ? 'http' : 'https';
  return { registry: `${scheme}://${first}`, name: path };
}

/**
 * The digest that a tag has now, by the distribution API of OCI: one HEAD request, which Docker Hub
 * does not count as a pull; null when there is no such tag. Nobody logs in.
 *
 * @throws UserError when the registry can't be asked
 */
export async function digestOf(repository: Repository, tag: string): Promise<string | null> {
  const url = `${repository.registry}/v2/${repository.name}/manifests/${tag}`;
  try {
    let answer = await ask(url, 'HEAD');
    const token = answer.status === 401 ? await tokenFor(answer) : undefined;
    if (token !== undefined) answer = await ask(url, 'HEAD', token);
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(reasonOf(answer.status));
    return answer.headers.get('docker-content-digest') ?? (await computed(url, token));
  } catch (error) {
    throw unreachable(repository, tag, error);
  }
}

function ask(url: string, method: string, token?: string): Promise<Response> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { accept: manifests, ...authorization };
  return fetch(url, { method, headers, signal: AbortSignal.timeout(patience) });
}

/** The token that anybody gets, where the registry names a place for it. */
async function tokenFor({ headers }: Response): Promise<string | undefined> {
  const challenge = headers.get('www-authenticate') ?? '';
  const fields = [...challenge.matchAll(/(\w+)="([^"]*)"/g)];
  const given = new Map(fields.map(([, key = '', value = '']) => [key, value]));
  const realm = given.get('realm');
  if (!/^bearer /i.test(challenge) || realm === undefined) return undefined;
  const url = new URL(realm);
  for (const key of ['service', 'scope'])
    if (given.has(key)) url.searchParams.set(key, given.get(key) ?? '');
  const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw new Error(reasonOf(answer.status));
  const { token, access_token: access } = (await answer.json()) as Record<string, unknown>;
  return typeof token === 'string' ? token : String(access);
}

/** Registries need not send the digest; it is that of the manifest as it is sent. */
async function computed(url: string, token: string | undefined): Promise<string> {
  const answer = await ask(url, 'GET', token);
  if (!answer.ok) throw new Error(reasonOf(answer.status));
  const body = new Uint8Array(await answer.arrayBuffer());
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

function reasonOf(status: number): string {
  if (status === 401 || status === 403) return 'it wants a login';
  return status === 429 ? 'it has been asked too often' : `it answers ${status}`;
}

function unreachable({ registry, name }: Repository, tag: string, error: unknown): UserError {
  const { message, cause } = error as Error;
  const reason =
    cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : '';
  return new UserError(
    `${registry.replace(/^\w+:\/\//, '')} can't be asked for ${name}:${tag}: ${reason || message}.`,
    'Check the network, or leave --online out.',
  );
}
