import { type Dockerfile, propertiesOf } from '../dockerfile/index.js';
import { rememberedByText } from '../memo.js';

const mask = '***';

/** Names whose values nobody prints. */
const telling =
  /token|passw(?:or)?d|passphrase|(?:^|_)pass$|_pwd$|secret|credential|api_?key|private_?key|access_?key|_key$|_auth$/i;

/** Tokens that show what they are: GitHub, npm, GitLab, Slack, AWS, Google, Stripe, OpenAI, JSON Web Tokens. */
const tokens =
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|npm_\w{30,}|glpat-[\w-]{18,}|xox[abeoprs]-[\w-]{10,}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{30,}|[rs]k_(?:live|test)_\w{10,}|sk-[\w-]{20,}|eyJ[\w-]{10,}\.[\w.-]{10,})/g;

/** `NPM_TOKEN=…`, `"password": "…"`, `--password …`; a variable is no value. */
const assigned =
  /((?:token|passw(?:or)?d|passphrase|secret|credentials?|(?:api|private|access)[_-]?key|_key|_auth|_pass|_pwd)[\w-]{0,40}["']?[\t ]{0,3}[=:][\t ]{0,3})(?!\$)("[^"$]{1,4096}"|'[^'$]{1,4096}'|[^\s"'$,;&|)]+)/gi;
/** Only an option is followed by its value with a blank between, or as the next word of a list. */
const optional =
  /(--(?:[\w-]{0,20})(?:token|passw(?:or)?d|secret|api-?key)(?:[\t ]|["'],[\t ]{0,3}["']))(?!-|\$)([^\s"'$]+)/gi;
/** `npm config set //registry/:_authToken …`, `aws configure set aws_secret_access_key …`. */
const setting =
  /(\b(?:config|configure)[\t ]set[\t ](?:--[\t ])?["']?[^\s"'=]{0,200}(?:token|passw(?:or)?d|secret|_key|_auth)[^\s"'=]{0,40}["']?[\t ])(?!\$)("[^"$]{1,4096}"|'[^'$]{1,4096}'|[^\s"'$,;&|)]+)/gi;
/** `Authorization: Bearer …`. */
const header =
  /(\bauthorization:[\t ]{0,3}(?:(?:bearer|basic|token)[\t ])?)(?!\$|(?:bearer|basic|token)\b)([^\s"'$]+)/gi;
/** `curl -u name:…`; to Docker, what follows -u is a group. */
const curlUser =
  /(\bcurl\b[^|;&\n]{0,300}?[\t ](?:-u|--user|--proxy-user)[\t =]{0,2}["']?[^\s:"']{1,100}:)(?!\$)([^\s"'$]+)/g;
/** `docker login -p …`, `sshpass -p …`, `mysql -p…`. */
const shortOption =
  /(\b(?:sshpass|mysql\w{0,10}|login)\b[^|;&\n]{0,300}?[\t ]-p[\t =]?["']?)(?!\$)([^\s"'$]+)/g;
/** `echo root:… | chpasswd`. */
const piped = /(:)[^\s"'|:$]{1,200}(?=["']?[\t ]{0,3}\|[\t ]{0,3}(?:sudo )?chpasswd\b)/g;

/** `https://user:password@host`. */
const credentials = /(:\/\/)(?!git@)[^\s/@"'$]{1,512}@/g;

/** Values shorter than this are words that stand in sentences for other reasons. */
const shortest = 8;

/** What stands in every telling name, so that few files are looked at for them. */
const mayTell = /token|pass|pwd|secret|credential|key|auth/i;

/** The values in a Dockerfile that are secrets by the names of their variables. */
export function secretsIn({ text, instructions }: Dockerfile): readonly string[] {
  if (!mayTell.test(text)) return [];
  const values = instructions
    .filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')
    .flatMap((one) => propertiesOf(one) ?? [])
    .filter(({ name }) => telling.test(name))
    .map(({ value = '' }) => value.replace(/^(["'])([^]*)\1$/, '$2'));
  return [...new Set(values)].filter((value) => value.length >= shortest && !value.includes('$'));
}

/**
 * A sentence in which no secret stands: it goes to logs, reports and pull requests, which more people
 * read than the Dockerfile. A diff keeps the file's own lines.
 *
 * @param secrets values that are known to be some
 */
export function redacted(sentence: string, secrets: readonly string[] = []): string {
  return withoutPatterns(secrets.reduce((text, secret) => text.replaceAll(secret, mask), sentence));
}

/** One of these stands in whatever a pattern above finds, so that few sentences are held against all of them. */
const mayHold =
  /token|pass|pwd|secret|credential|key|auth|login|mysql|curl|:\/\/|gh[pousr]_|github_pat_|npm_|glpat-|xox|A[KS]IA|AIza|k_(?:live|test)_|sk-|eyJ/i;

/** The same sentences are told of file after file. */
const withoutPatterns = rememberedByText((sentence) =>
  mayHold.test(sentence) ? masked(sentence) : sentence,
);

function masked(sentence: string): string {
  return sentence
    .replace(tokens, mask)
    .replace(credentials, `$1${mask}@`)
    .replace(header, `$1${mask}`)
    .replace(curlUser, `$1${mask}`)
    .replace(shortOption, `$1${mask}`)
    .replace(piped, `$1${mask}`)
    .replace(setting, `$1${mask}`)
    .replace(optional, `$1${mask}`)
    .replace(assigned, `$1${mask}`);
}
