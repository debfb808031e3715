import { describe, expect, test } from '@jest/globals';
import { strayOf } from '../../src/project/index.js';
import { projectWith } from './helpers.js';

const install = 'FROM node:20\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY . .\n';

describe('the build context (architecture, decision 12)', () => {
  test('is the folder of the Dockerfile when its sources are there', () => {
    const { project } = projectWith(
      install,
      { 'a/package.json': '{}', 'package.json': '{}' },
      'a/Dockerfile',
    );
    expect(project.context).toBe('a');
  });

  test('is the folder above in which the sources are (handbook I70)', () => {
    const { project } = projectWith(install, { 'package.json': '{}' }, 'docker/Dockerfile');
    expect(project.context).toBe('');
  });

  test('of a package is the root of the monorepo that its sources name', () => {
    const text =
      'FROM node:20\nWORKDIR /app\nCOPY package.json ./\nCOPY packages/web/package.json packages/web/\nCOPY packages/shared packages/shared\nRUN npm ci\nCOPY . .\nCMD ["yarn", "workspace", "web", "start"]\n';
    const files = {
      'package.json': '{"workspaces":["packages/*"]}',
      'packages/web/package.json': '{"name":"web"}',
      'packages/shared/package.json': '{"name":"shared"}',
    };
    expect(projectWith(text, files, 'packages/web/Dockerfile').project.context).toBe('');
  });

  describe('of a package that could be built by itself', () => {
    const monorepo = {
      'package.json': '{"workspaces":["apps/*"]}',
      'apps/api/package.json': '{"name":"api"}',
      'apps/web/package.json': '{"name":"web"}',
    };
    const context = (text: string): string | undefined =>
      projectWith(text, monorepo, 'apps/api/Dockerfile').project.context;

    test('is its own folder where nothing speaks against it', () => {
      expect(context(install)).toBe('apps/api');
    });

    test('is the root where a stage copies its package.json from below', () => {
      const copied =
        'FROM node:20 AS build\nWORKDIR /app\nCOPY . .\nFROM node:20\nWORKDIR /app\nCOPY --from=build /app/apps/web/package*.json ./apps/web/\nCOPY --from=build /app/package*.json ./\n';
      expect(context(copied)).toBe('');
    });

    test('is the root where a path names the folder itself', () => {
      expect(context(`${install}WORKDIR /app/apps/api\n`)).toBe('');
      expect(context(`${install}CMD ["node", "apps/api/server.js"]\n`)).toBe('');
    });

    test.each([
      'CMD ["npm", "start", "-w", "api"]',
      'CMD yarn workspace api start',
      'RUN pnpm --filter api build',
      'RUN npx turbo run build',
    ])('is the root where a command chooses a package: %s', (line) => {
      expect(context(`${install}${line}\n`)).toBe('');
    });
  });

  test.each([
    ['Makefile', 'image:\n\tdocker build --pull -t api:1 \\\n\t\t-f apps/api/Dockerfile .\n'],
    ['package.json', '{"scripts":{"image":"docker build -f apps/api/Dockerfile -t api ."}}'],
    ['apps/api/build.sh', 'docker buildx build --load --tag=api -f Dockerfile ../..\n'],
    [
      '.github/workflows/image.yml',
      'jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: .\n          file: ./apps/api/Dockerfile\n',
    ],
  ])('is what %s hands to docker build, where several folders fit', (path, text) => {
    const files = { 'package.json': '{}', 'apps/api/package.json': '{}' };
    const context = (all: Record<string, string>): string | undefined =>
      projectWith(install, all, 'apps/api/Dockerfile').project.context;
    expect(context(files)).toBe('apps/api');
    expect(context({ ...files, [path]: text })).toBe('');
  });

  test('of a Go program is its own folder, whatever package.json lies above', () => {
    const go =
      'FROM golang:1.22\nWORKDIR /app\nADD . /app\nRUN go build -o goapp\nCMD ["./goapp"]\n';
    const files = { 'package.json': '{}', 'services/clock/go.mod': 'module clock\n' };
    expect(projectWith(go, files, 'services/clock/Dockerfile').project.context).toBe(
      'services/clock',
    );
  });

  test('is not what a command with variables or of another Dockerfile says', () => {
    const files = { 'package.json': '{}', 'apps/api/package.json': '{}' };
    const script = 'docker build -f $FILE .\ndocker build -f apps/web/Dockerfile .\n';
    const { project } = projectWith(
      install,
      { ...files, 'build.sh': script },
      'apps/api/Dockerfile',
    );
    expect(project.context).toBe('apps/api');
  });

  test('is what a compose file names, wherever the sources seem to be', () => {
    const compose =
      'services:\n  web:\n    build:\n      context: ..\n      dockerfile: docker/Dockerfile\n';
    const files = {
      'package.json': '{}',
      'docker/package.json': '{}',
      'docker/compose.yaml': compose,
    };
    expect(projectWith(install, files, 'docker/Dockerfile').project.context).toBe('');
  });

  test('can’t be told when two compose services disagree and no folder has the sources', () => {
    const compose =
      'services:\n  a: { build: { context: x, dockerfile: ../Dockerfile } }\n  b: { build: { context: y, dockerfile: ../Dockerfile } }\n';
    expect(projectWith(install, { 'compose.yaml': compose }).project.context).toBeUndefined();
  });

  describe('where a source is not there', () => {
    const copying = (source: string) =>
      `FROM node:20
WORKDIR /app
COPY package.json ./
RUN npm ci
COPY ${source} /app/x
`;
    const context = (source: string, files: Record<string, string> = {}) =>
      projectWith(copying(source), { 'package.json': '{}', ...files }, 'docker/Dockerfile').project
        .context;

    test.each(['dist', './build/', 'frontend/dist', 'dist/apps/api', '.next/standalone', '.env'])(
      'is the folder of package.json if a step before makes %s',
      (source) => {
        expect(context(source)).toBe('');
      },
    );

    test.each(['/certs', 'certs/', '# keys\n/certs/\r\n'])(
      'is the folder of package.json if .gitignore leaves it out: %j',
      (line) => {
        expect(context('certs/server.pem')).toBeUndefined();
        expect(context('certs/server.pem', { '.gitignore': line })).toBe('');
      },
    );

    test('can’t be told if it is anything else, or no package.json is there', () => {
      expect(context('server.js')).toBeUndefined();
      expect(context('distribution')).toBeUndefined();
      expect(context('../dist')).toBeUndefined();
      expect(projectWith('FROM node:20\nCOPY dist .\n', { a: '' }).project.context).toBeUndefined();
    });

    test('can’t be told, and what it is that nobody finds can', () => {
      const { project, file } = projectWith(
        copying('server.js'),
        { 'package.json': '{}' },
        'docker/Dockerfile',
      );
      const stray = strayOf(project, file);
      expect(stray?.source).toBe('server.js');
      expect(stray?.instruction.argument).toBe('server.js /app/x');
      expect(strayOf({ ...project, context: '' }, file)).toBeUndefined();
    });

    test('is a folder that holds all of it, if there is one', () => {
      expect(context('dist', { 'docker/package.json': '{}' })).toBe('docker');
      expect(context('dist', { 'docker/package.json': '{}', 'dist/main.js': '' })).toBe('');
    });
  });

  test('can’t be told when the sources are nowhere', () => {
    expect(projectWith(install, { 'README.md': '' }).project.context).toBeUndefined();
  });
});
