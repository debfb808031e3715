import { readFileSync } from 'node:fs';
import { noticeCommand, warningCommand } from './commands.js';
import { fitting } from './fitting.js';

/** Stands at the start of our comment, unseen: there is one for a pull request. */
const marker = '<!-- slim-dockerfile -->';

/** GitHub refuses longer comments: 65,536 characters. */
const room = {
  longest: 65_000,
  size: (text) => text.length,
  elsewhere: 'it is in the summary of the run',
};

/**
 * Keeps one comment on the pull request true: writes it when something would change, and rewrites
 * it from then on.
 *
 * @returns what to tell in the log
 */
export async function keepComment({ markdown, isWorthIt, token, env }) {
  const number = pullRequestOf(env);
  if (number === undefined)
    return noticeCommand('This run belongs to no pull request: the report is in its summary.', {});
  const comments = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues`;
  const ask = (method, path, body) => request(method, `${comments}${path}`, token, body);
  try {
    const old = await ownComment(ask, number);
    if (!old && !isWorthIt) return '';
    const body = `${marker}\n${isWorthIt ? fitting(markdown, room) : 'No Dockerfile would change any more.\n'}`;
    if (old?.body === body) return '';
    await (old
      ? ask('PATCH', `/comments/${old.id}`, { body })
      : ask('POST', `/${number}/comments`, { body }));
    return '';
  } catch (error) {
    return warningCommand(`The comment could not be written: ${reasonOf(error)}`, {});
  }
}

function pullRequestOf({ GITHUB_EVENT_PATH }) {
  if (!GITHUB_EVENT_PATH) return undefined;
  return JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8')).pull_request?.number;
}

async function ownComment(ask, number) {
  for (let page = 1; ; page += 1) {
    const some = await ask('GET', `/${number}/comments?per_page=100&page=${page}`);
    const own = some.find(({ body }) => body?.startsWith(marker));
    if (own || some.length < 100) return own;
  }
}

/** @throws Error with the status, when GitHub refuses */
async function request(method, url, token, body) {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(30_000),
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
      'user-agent': 'slim-dockerfile',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw Object.assign(new Error(await response.text()), { status: response.status });
  return response.json();
}

function reasonOf({ status, message }) {
  if (status !== 401 && status !== 403) return `${status ?? ''} ${message}`.trim();
  return (
    'the token may not. Give the job "permissions: pull-requests: write"; pull requests from forks ' +
    'get a token that only reads. The report is in the summary of the run.'
  );
}
