import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A registry of images on this machine: manifests by the distribution API of OCI, tokens for anybody. */
export interface Registry {
  /** Host and port, as references write them. */
  readonly host: string;
  /** Every request so far: method and path. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const index = 'application/vnd.oci.image.index.v1+json';
const token = 'for-anybody';

/** The digest that a registry gives the manifest of a reference. */
export function digestIn(reference: string): string {
  return `sha256:${createHash('sha256').update(manifest(reference)).digest('hex')}`;
}

function manifest(reference: string): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: index, manifests: [], reference });
}

/**
 * Starts a registry that has the references given, as `hub/node:22-alpine`.
 *
 * @param silent leaves the digest out of the headers, as the specification allows
 */
export async function startRegistry(
  references: readonly string[],
  { silent = false, closed = false } = {},
): Promise<Registry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const known = answer(request, response, references, silent, closed);
    response.end(request.method === 'HEAD' ? undefined : known);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return { host, asked, close: () => closing(server) };
}

function closing(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

function answer(
  { url = '', headers }: IncomingMessage,
  response: ServerResponse,
  references: readonly string[],
  silent: boolean,
  closed: boolean,
): string {
  const { pathname, searchParams } = new URL(url, 'http://registry');
  if (pathname === '/token' && !closed)
    return JSON.stringify({ token, for: searchParams.get('scope') });
  if (headers.authorization !== `Bearer ${token}`) {
    const [, name] = /^\/v2\/(.+)\/manifests\//.exec(pathname) ?? [];
    const realm = `http://${headers.host}/token`;
    const challenge = `Bearer realm="${realm}",service="registry",scope="repository:${name}:pull"`;
    response.writeHead(401, { 'www-authenticate': closed ? 'Basic realm="corp"' : challenge });
    return '';
  }
  const reference = pathname.replace(/^\/v2\//, '').replace('/manifests/', ':');
  if (!references.includes(reference)) {
    response.writeHead(404);
    return '';
  }
  const digest = silent ? {} : { 'docker-content-digest': digestIn(reference) };
  response.writeHead(200, { 'content-type': index, ...digest });
  return manifest(reference);
}
