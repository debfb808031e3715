import { describe, expect, it } from '@jest/globals';
import { parse, type Stage } from '../src/dockerfile/index.js';
import { applyEdits } from '../src/edits.js';
import { additions, unmet } from '../transforms/alpine-base/changes/additions.js';
import { need, type Need, type Rewording } from '../transforms/alpine-base/demands.js';
import { rewordingChanges } from '../transforms/alpine-base/changes/rewordings.js';
import { decline } from '../src/transform.js';

/** An `apk add` as the translation of an apt line would give it. */
function installing(stage: Stage, index: number, packages: readonly string[]): Rewording {
  const at = stage.instructions[index]!;
  return {
    kind: 'rewording',
    rule: 'alpine-base/translated',
    stage,
    at,
    because: 'apt is apk there.',
    edits: [{ start: at.start + 4, end: at.end, text: `apk add --no-cache ${packages.join(' ')}` }],
    installs: { packages, end: at.end, separator: ' ' },
  };
}

function needed(stage: Stage, index: number, packages: string[], inContainer = false): Need {
  return need({ stage, at: stage.instructions[index]!, inContainer }, packages, 'RUN runs it');
}

/** The text after everything that is asked for. */
function written(text: string, ask: (stage: Stage) => [Need[], Rewording[]]): string {
  const file = parse(text);
  const [needs, rewordings] = ask(file.stages.at(-1)!);
  const added = additions(file, needs, rewordings);
  const changes = [...added.changes, ...rewordingChanges(file, rewordings, added.edits)];
  return applyEdits(
    text,
    changes.flatMap(({ edits }) => edits),
  );
}

describe('the packages that a move adds', () => {
  const installed = 'FROM node:22\nRUN apt-get install a\nRUN git describe\n';

  it('go behind the packages of an install that stands above the need', () => {
    const text = written(installed, (stage) => [
      [needed(stage, 1, ['git']), needed(stage, 1, ['curl'], true)],
      [installing(stage, 0, ['a'])],
    ]);
    expect(text).toBe('FROM node:22\nRUN apk add --no-cache a curl git\nRUN git describe\n');
  });

  it('are not added where an install above has them', () => {
    const text = written(installed, (stage) => [
      [needed(stage, 1, ['git'])],
      [installing(stage, 0, ['a', 'git'])],
    ]);
    expect(text).toBe('FROM node:22\nRUN apk add --no-cache a git\nRUN git describe\n');
  });

  it('go below FROM where the install comes too late', () => {
    const text = written('FROM node:22\nRUN git describe\nRUN apt-get install a\n', (stage) => [
      [needed(stage, 0, ['git'])],
      [installing(stage, 1, ['a', 'git'])],
    ]);
    expect(text).toBe(
      'FROM node:22\nRUN apk add --no-cache git\nRUN git describe\nRUN apk add --no-cache a git\n',
    );
  });

  it('are broken over lines as the file breaks its own', () => {
    const packages = 'autoconf automake binutils coreutils diffutils dumb-init findutils'.split(
      ' ',
    );
    const text = written('FROM node:22\nRUN true \\\n  && a\n', (stage) => [
      [needed(stage, 0, [...packages, 'inotify-tools', 'openssh-client'])],
      [],
    ]);
    expect(text).toBe(
      'FROM node:22\nRUN apk add --no-cache autoconf automake binutils coreutils diffutils dumb-init findutils \\\n' +
        '  inotify-tools openssh-client\nRUN true \\\n  && a\n',
    );
  });

  it('of which the image before had none are declined where nothing installs them', () => {
    const { stages } = parse(installed);
    const [stage] = stages as [Stage];
    const refusal = decline('alpine-base/missing-program', stage.from, 'Nobody has it.');
    const one = need(
      { stage, at: stage.instructions[1]!, inContainer: false },
      ['jq'],
      '',
      refusal,
    );
    expect(unmet(one, [])).toBe(refusal);
    expect(unmet(one, [installing(stage, 0, ['jq'])])).toBeUndefined();
  });
});
