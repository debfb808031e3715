import type { Dice } from './dice.js';
import { commands, images, joiners, paths, starts } from './words.js';

/** A Dockerfile by the grammar, with every construct that BuildKit knows (handbook A). */
export function dockerfile(dice: Dice): string {
  return new Writer(dice).file();
}

class Writer {
  readonly #names: string[] = [];

  constructor(readonly dice: Dice) {}

  file(): string {
    const { dice } = this;
    const backtick = dice.once(15);
    const head = [
      ...(dice.once(8) ? ['# syntax=docker/dockerfile:1'] : []),
      ...(backtick ? ['# escape=`'] : []),
      ...(dice.once(20) ? ['# check=skip=all'] : []),
      ...dice.several(0, 2, () => this.#aside()),
      ...dice.several(0, 2, () =>
        dice.pick(['ARG V=20', 'ARG V', 'ARG IMAGE=node:20', 'ARG A=b C']),
      ),
    ];
    const stages = dice.several(1, dice.pick([1, 2, 4]), () => this.#stage());
    let text = [...head, ...stages.flat()].join('\n') + (dice.once(6) ? '' : '\n');
    if (backtick) text = text.replace(/\\$/gm, '`');
    if (dice.once(12)) text = text.replace(/^[A-Z]+(?= )/gm, (word) => word.toLowerCase());
    if (dice.once(12)) text = text.replaceAll('\n', '\r\n');
    return dice.once(25) ? `\ufeff${text}` : text;
  }

  #stage(): string[] {
    const { dice } = this;
    const base = this.#names.length > 0 && dice.once(3) ? dice.pick(this.#names) : this.#image();
    const name = dice.once(2)
      ? dice.pick(['build', 'deps', 'Base', 'prod', 'dev', 's1'])
      : undefined;
    const platform = dice.once(12) ? '--platform=$BUILDPLATFORM ' : '';
    const as = name === undefined ? '' : ` ${dice.pick(['AS', 'as', 'As'])} ${name}`;
    const lines = dice.several(0, 12, () => this.#line());
    const end = dice.once(5) ? [] : dice.several(1, 2, () => this.#start());
    if (name !== undefined) this.#names.push(name);
    return [`FROM ${platform}${base}${as}`, ...lines, ...end];
  }

  /** Mostly what the transforms are for. */
  #image(): string {
    const { dice } = this;
    return dice.once(3)
      ? dice.pick(images)
      : dice.pick(['node:20', 'node:22', 'node:22-slim', 'node']);
  }

  #line(): string {
    const { dice } = this;
    if (dice.once(6)) return this.#aside();
    const indent = dice.once(15) ? dice.pick(['  ', '\t']) : '';
    const trigger = dice.once(200) ? 'ONBUILD ' : '';
    const trailing = dice.once(15) ? ' ' : '';
    return `${indent}${trigger}${this.#instruction()}${trailing}`;
  }

  #aside(): string {
    return this.dice.pick([
      '',
      '',
      '# a comment',
      '  # indented',
      '#',
      '# hadolint ignore=DL3008',
      '\t',
    ]);
  }

  #instruction(): string {
    const { dice } = this;
    return dice.pick([
      () => this.#run(),
      () => this.#run(),
      () => this.#run(),
      () => this.#copy(),
      () => this.#copy(),
      () => this.#pairs('ENV'),
      () => this.#pairs('LABEL'),
      () => `ENV ${dice.pick(['A some words', 'NODE_ENV production', 'PATH /x:$PATH'])}`,
      () => `ARG ${dice.pick(['V', 'V=1', 'A="b c" D', 'DIR=/app'])}`,
      () => `WORKDIR ${dice.pick(['/app', 'app', '/usr/src/app', '$DIR', '"/a b"', '/'])}`,
      () => `USER ${dice.pick(['node', 'root', '1000:1000', '$U', 'app', '0'])}`,
      () => `EXPOSE ${dice.pick(['3000', '80/tcp 443', '$PORT', '3000-3005'])}`,
      () => `VOLUME ${dice.pick(['/data', '["/a", "/b"]', '/app /x'])}`,
      () => `SHELL ${dice.pick(['["/bin/bash", "-o", "pipefail", "-c"]', '["sh", "-c"]'])}`,
      () => dice.pick(['STOPSIGNAL SIGTERM', 'STOPSIGNAL 9', 'MAINTAINER me <me@example.org>']),
      () => this.#health(),
      () => this.#start(),
    ])();
  }

  #run(): string {
    const { dice } = this;
    const flags = dice.once(6)
      ? dice.pick([
          '--mount=type=cache,target=/root/.npm ',
          '--mount=type=secret,id=npm --network=none ',
          '--mount=type=bind,from=build,target=/x ',
          '--mount=type=bind,source=package.json,target=package.json \\\n  ',
        ])
      : '';
    const kind = dice.below(12);
    if (kind === 0) return `RUN ${flags}${JSON.stringify(dice.pick(commands).split(' '))}`;
    if (kind === 1) return `RUN ${flags}${this.#heredoc()}`;
    return `RUN ${flags}${this.#chain()}`;
  }

  #chain(): string {
    const { dice } = this;
    const gap = (): string =>
      dice.once(2)
        ? ''
        : dice.pick([
            ' \\\n    ',
            ' \\\n',
            '\\\n  ',
            ' \\\n  # why\n    ',
            ' \\\n\n  ',
            ' \\  \n\t',
          ]);
    return dice
      .several(1, 5, () => dice.pick(commands))
      .map((one, at) => (at === 0 ? one : `${gap()}${dice.pick(joiners)}${one}`))
      .join('');
  }

  #heredoc(): string {
    const { dice } = this;
    const body = dice.several(0, 4, () =>
      dice.pick([...commands, '# no comment', 'FROM x', 'EOT', '']),
    );
    const [mark, end] = dice.pick([
      ['<<EOF', 'EOF'],
      ['<<-EOF', '\tEOF'],
      ['<<"EOF"', 'EOF'],
      ['bash <<EOF', 'EOF'],
      ['<<EOF cat > /x', 'EOF'],
      ['python3 <<E', 'E'],
      ['<<A <<B', 'A\nx\nB'],
    ]);
    return [mark, ...body, end].join('\n');
  }

  #copy(): string {
    const { dice } = this;
    const keyword = dice.once(6) ? 'ADD' : 'COPY';
    const from = dice.once(3)
      ? `--from=${dice.pick([...this.#names, ...this.#names, '0', 'nginx:1', 'build', '$X'])} `
      : '';
    const flags = dice.once(5)
      ? dice.pick(['--chown=node:node ', '--chmod=755 ', '--link ', '--chown=$U --link '])
      : '';
    if (dice.once(15)) return `${keyword} ${flags}${from}<<EOF ${dice.pick(paths)}\nRUN x\nEOF`;
    const words = dice.several(2, 3, () => dice.pick(paths));
    if (dice.once(6)) return `${keyword} ${flags}${from}${JSON.stringify(words)}`;
    return `${keyword} ${flags}${from}${words.join(dice.once(12) ? ' \\\n  ' : ' ')}`;
  }

  #pairs(keyword: string): string {
    const { dice } = this;
    const pair = (): string =>
      dice.pick([
        'A=1',
        'B="x y"',
        "C='$A'",
        'D=a\\ b',
        'NODE_ENV=production',
        'E=$A',
        'PORT=80',
        '"F"=x',
      ]);
    return `${keyword} ${dice.several(1, 3, pair).join(dice.once(5) ? ' \\\n    ' : ' ')}`;
  }

  #health(): string {
    const { dice } = this;
    if (dice.once(4)) return 'HEALTHCHECK NONE';
    const flags = dice.once(2) ? '--interval=30s --timeout=3s ' : '';
    const test = dice.pick([
      'curl -f http://localhost:3000 || exit 1',
      'node health.js',
      'npm run health',
    ]);
    return `HEALTHCHECK ${flags}CMD ${dice.once(2) ? test : JSON.stringify(test.split(' '))}`;
  }

  #start(): string {
    const { dice } = this;
    const text = dice.pick(starts);
    const words = text.split(' ');
    const json = dice.once(3)
      ? `[ ${words.map((one) => JSON.stringify(one)).join(' ,')} ]`
      : JSON.stringify(words);
    return `${dice.once(5) ? 'ENTRYPOINT' : 'CMD'} ${dice.once(3) ? text : json}`;
  }
}
