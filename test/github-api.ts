import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A comment as the API has it. */
export interface Comment {
  readonly id: number;
  body: string;
}

/** What stands for api.github.com: the comments of pull request 7 of octo/app, in memory. */
export interface GitHubApi {
  readonly url: string;
  readonly comments: Comment[];
  /** Method and path of every request. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Starts it. Its answers follow docs.github.com/rest/issues/comments (API version 2022-11-28).
 *
 * @param token what a request must bring to write
 * @param comments what is there already
 */
export async function startGitHubApi(token: string, comments: Comment[] = []): Promise<GitHubApi> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [status, answer] = await answerTo(request, token, comments);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, comments, asked, close };
}

async function answerTo(
  request: IncomingMessage,
  token: string,
  comments: Comment[],
): Promise<[status: number, answer: unknown]> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
  const root = '/repos/octo/app/issues';
  if (request.method === 'GET' && pathname === `${root}/7/comments`) {
    const size = Number(searchParams.get('per_page') ?? 30);
    const from = (Number(searchParams.get('page') ?? 1) - 1) * size;
    return [200, comments.slice(from, from + size)];
  }
  if (request.headers.authorization !== `Bearer ${token}`)
    return [403, { message: 'Resource not accessible by integration' }];
  const { body } = JSON.parse(await textOf(request)) as { body: string };
  if (body.length > 65_536) return [422, { message: 'body is too long' }];
  const id = Number(/^\/repos\/octo\/app\/issues\/comments\/(\d+)$/.exec(pathname)?.[1]);
  const old = comments.find((one) => one.id === id);
  if (request.method === 'PATCH' && old) return [200, Object.assign(old, { body })];
  if (request.method !== 'POST' || pathname !== `${root}/7/comments`)
    return [404, { message: 'Not Found' }];
  comments.push({ id: comments.length + 1000, body });
  return [201, comments.at(-1)];
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
