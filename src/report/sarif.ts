import { structuredPatch } from 'diff';
import type { ArtifactChange, ReportingDescriptor, Result } from 'sarif';
import manifest from '../../package.json' with { type: 'json' };
import { fileRules } from '../rewrite/file-rules.js';
import type { Told } from '../rewrite/index.js';
import type { FileResult } from '../run/result.js';
import type { Rule, Transform } from '../transform.js';
import { harmlessJson } from './visible.js';

/** SARIF 2.1.0: docs.oasis-open.org/sarif/sarif/v2.1.0. */
const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

/** What stands before the first result, with all rules that results may name. */
export function sarifStart(transforms: readonly Transform[]): string {
  const driver = {
    name: manifest.name,
    version: manifest.version,
    rules: [{ name: 'file', rules: fileRules }, ...transforms].flatMap(descriptors),
  };
  const head = JSON.stringify({ $schema: schema, version: '2.1.0' }).slice(0, -1);
  const run = JSON.stringify({ tool: { driver }, columnKind: 'utf16CodeUnits' }).slice(0, -1);
  return `${head},"runs":[${run},"results":[`;
}

/** The results of one file. The first that changes it carries the change as a fix of the whole file. */
export function sarifFile(result: FileResult, isFirst: boolean): string {
  const { changes, cautions, declined } = result;
  const results: Result[] = [
    ...changes.map((one, index) => ({
      ...resultOf(one, 'warning', result),
      ...(index === 0 && { fixes: [fixOf(result)] }),
    })),
    ...[...cautions, ...declined].map((one) => resultOf(one, 'note', result)),
    ...(result.error === undefined ? [] : [failure(result, result.error)]),
  ];
  const text = results.map((one) => `\n${harmlessJson(JSON.stringify(one))}`).join(',');
  return isFirst || text === '' ? text : `,${text}`;
}

/** What stands behind the last result. */
export function sarifEnd(): string {
  return '\n]}]}\n';
}

function descriptors({
  name,
  rules,
}: {
  readonly name: string;
  readonly rules: Readonly<Record<string, Rule>>;
}): ReportingDescriptor[] {
  return Object.entries(rules).map(([reason, { title, explanation }]) => ({
    id: `${name}/${reason}`,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: {
      text: explanation,
      markdown: `${explanation}\n\n\`npx slim-dockerfile --explain ${name}/${reason}\` prints this.`,
    },
  }));
}

function resultOf(
  { rule, line, because, advice }: Told,
  level: 'warning' | 'note',
  file: FileResult,
): Result {
  return {
    ruleId: rule,
    level,
    message: { text: withoutLinks(advice === undefined ? because : `${because} ${advice}`) },
    locations: [
      {
        physicalLocation: { artifactLocation: locationOf(file), region: { startLine: line } },
      },
    ],
  };
}

function failure(file: FileResult, error: string): Result {
  return {
    level: 'error',
    message: { text: withoutLinks(error) },
    // Code scanning shows nothing that has no line.
    locations: [
      { physicalLocation: { artifactLocation: locationOf(file), region: { startLine: 1 } } },
    ],
  };
}

/** `[text](place)` would be a link (SARIF 3.11.6), and none of the words of a scanned file is one. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** A URI from the repository's root, as code scanning wants it. */
function locationOf({ repositoryPath }: FileResult) {
  const uri = repositoryPath.split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

function fixOf(file: FileResult) {
  const change: ArtifactChange = {
    artifactLocation: locationOf(file),
    replacements: replacementsOf(file),
  };
  return {
    description: { text: 'Everything that changes in this file.' },
    artifactChanges: [change],
  };
}

/** One replacement of whole lines for each place that changes. */
function replacementsOf({ before, text }: FileResult): ArtifactChange['replacements'] {
  const { hunks } = structuredPatch('', '', before, text, '', '', { context: 0 });
  const lines = before.split('\n');
  return hunks.map(({ oldStart, oldLines, lines: changed }) => {
    const inserted = changed
      .filter((line) => line.startsWith('+'))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
    const closes = !changed.some(
      (line, at) => line.startsWith('\\') && changed[at - 1]?.startsWith('+'),
    );
    const deletedRegion = regionOf(oldStart, oldLines, lines);
    // Behind a last line without a line ending, the text has to bring one.
    const atEnd = oldLines === 0 && oldStart > lines.length;
    const full = closes ? inserted : inserted.slice(0, -1);
    return { deletedRegion, insertedContent: { text: atEnd ? `\n${full}` : full } };
  });
}

/** From the start of a line to the start of the line behind the last, or to the end of the text. */
function regionOf(start: number, count: number, lines: readonly string[]) {
  const [from, to] = [start, start + count];
  const past = (line: number) =>
    line > lines.length
      ? { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
      : { line, column: 1 };
  const [begin, end] = [past(from), past(to)];
  return {
    startLine: begin.line,
    startColumn: begin.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
