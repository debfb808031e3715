import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  argumentSpan,
  type Dockerfile,
  DockerfileSyntaxError,
  environmentAt,
  expand,
  parse,
  parseImageReference,
  propertiesOf,
  splitWords,
  variablesIn,
} from '../src/dockerfile/index.js';
import type { Span } from '../src/edits.js';
import { commandsOf, parseScript } from '../src/shell/index.js';

/** `RUNS=1000000 npm run jest -- test/parse-properties` asks longer. */
const settings = { seed: 20260801, numRuns: Number(process.env['RUNS'] ?? 2000) };

const pieces = [
  'FROM node·FROM x AS y·ARG A·RUN ·RUN npm ci·COPY --from=y a b·COPY ·ENV A=1 B="$A"·ENV ·LABEL ',
  'CMD ["a"]·CMD ·ONBUILD ·HEALTHCHECK CMD ·SHELL ["sh", "-c"]·WORKDIR a·# c·# escape=`·# syntax=x',
  '<<E·<<-"E"·\nE\n·E·--mount=from=y ·--x ·["a", ·"]·\n·\n·\n·\r\n·\r· \\\n·\\·`· `\n· ·\t·\v·\u0085',
  '\u00a0·\ufeff·\0·"·\'·$·${·}·${A:-·:-·%·=·:·@·/·#·&&·|·;·(·)·<·[·,·é·😀·\ud800·ſ·\u212a·a·1·-',
].flatMap((line) => line.split('·'));

/** Texts that look like Dockerfiles more or less, and texts that do not at all. */
const texts = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.constantFrom(...pieces), { maxLength: 40 })
      .map((all) => `FROM node\n${all.join('')}`),
  },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** The file, or undefined where it is refused in the way that a refusal is announced. */
function parsed(text: string): Dockerfile | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof DockerfileSyntaxError)) throw error;
    expect(error.message).toMatch(/^["A-Z].*[.]$/su);
    expect(error.offset >= 0 && error.offset <= text.length).toBe(true);
    return undefined;
  }
}

const check = (property: (text: string) => void) =>
  fc.assert(fc.property(texts, property), settings);

describe('any text', () => {
  test('is read, or refused with a sentence and a place in it', () => {
    check((text) => {
      parsed(text);
    });
  });

  test('words, variables, references and scripts of it never throw', () => {
    check((text) => {
      splitWords(text);
      expand(text, (name) => (name === 'A' ? '1' : null));
      variablesIn(text, '`');
      parseImageReference(text);
      parseScript(text);
    });
  });
});

/** Texts that are read. */
const checkRead = (property: (file: Dockerfile) => void) =>
  check((text) => {
    const file = parsed(text);
    if (file) property(file);
  });

describe('a file that is read', () => {
  test('is made of instructions, comments and what lies between them', () => {
    checkRead(({ text, instructions, comments, directives }) => {
      const spans = [...instructions, ...comments].toSorted((a, b) => a.start - b.start);
      let done = 0;
      for (const { start, end } of spans) {
        expect(start >= done && end > start).toBe(true);
        if (Object.keys(directives).length === 1)
          expect(text.slice(done, start)).toMatch(/^\ufeff?[\s\u0085]*$/);
        done = end;
      }
      expect(text.slice(done)).toMatch(/^[\s\u0085]*$|^\ufeff?#/);
    });
  });

  test('knows the place of every character of every joined line', () => {
    checkRead(({ text, instructions }) => {
      for (const { line } of instructions) {
        const { joined } = line;
        for (let at = 0; at < joined.text.length; at += 1)
          expect(text[joined.offsetAt(at)]).toBe(joined.text[at]);
      }
    });
  });

  test('has parts whose spans hold what they name', () => {
    checkRead(({ text, instructions, stages }) => {
      for (const one of instructions) {
        expectPart(text, argumentSpan(one, 0, one.argument.length), one.argument);
        for (const { start } of one.flags) expect(text[start]).toBe('-');
        for (const { start } of [...one.comments, ...one.line.innerComments])
          expect(text[start]).toBe('#');
        for (const { name, value, valueSpan, ...span } of propertiesOf(one) ?? []) {
          expect(text[span.start]).toBe(name[0]);
          if (valueSpan) expectPart(text, valueSpan, value ?? '');
        }
      }
      for (const { image, imageSpan } of stages) expectPart(text, imageSpan, image.text);
    });
  });

  test('has an environment and commands everywhere', () => {
    checkRead(({ text, stages }) => {
      for (const stage of stages)
        for (const [index, one] of stage.instructions.entries()) {
          const environment = environmentAt(stage, index);
          const shell = environment.shell ?? ['/bin/sh', '-c'];
          for (const command of commandsOf(one, { ...environment, shell }) ?? [])
            for (const word of one.json ? [] : command.words) expectPart(text, word, word.text);
        }
    });
  });

  test('reads the same with other line endings, where no heredoc keeps them', () => {
    checkRead(({ text, instructions }) => {
      if (instructions.some(({ line }) => line.heredocs.length > 0)) return;
      const joined = (file: Dockerfile) => file.instructions.map(({ line }) => line.joined.text);
      expect(joined(parse(text.replace(/\r*\n/g, '\r\n')))).toEqual(
        instructions.map(({ line }) => line.joined.text),
      );
    });
  });
});

/** A span may reach over continuations and comments; its first and last characters are the part's. */
function expectPart(text: string, span: Span, part: string): void {
  const slice = text.slice(span.start, span.end);
  if (!slice.includes('\n')) expect(slice).toBe(part);
  else expect([slice[0], slice.at(-1)]).toEqual([part[0], part.at(-1)]);
}
