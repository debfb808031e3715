import { describe, expect, test } from '@jest/globals';
import { readManifest, workspaceAbove, workspaceOf } from '../../src/project/index.js';
import { projectWith } from './helpers.js';

const packages = [
  'apps/web',
  'apps/web/test/app',
  'packages/db',
  'packages/group/mail',
  'tools/check',
];

/** The folders of the packages that a workspace has. */
function members(settings: Readonly<Record<string, string>>): string[] | undefined {
  const manifests = packages.map((folder) => [`${folder}/package.json`, '{}']);
  const files = { 'package.json': '{}', ...Object.fromEntries(manifests), ...settings };
  const { project } = projectWith('FROM node:22\n', files);
  const found = workspaceOf(project, readManifest(project, 'package.json')!)?.members;
  return found?.map(({ path }) => path.replace(/\/package\.json$/, ''));
}

describe('the packages of a workspace', () => {
  test.each([
    [['packages/*'], ['packages/db']],
    [['./packages/*/'], ['packages/db']],
    [['packages/**'], ['packages/db', 'packages/group/mail']],
    [
      ['apps/web', 'tools/check'],
      ['apps/web', 'tools/check'],
    ],
    [
      ['{apps,packages}/*', 'packages/{group,none}/{mail,sms}'],
      ['apps/web', 'packages/db', 'packages/group/mail'],
    ],
    [['apps/**', '!**/test/**'], ['apps/web']],
    [['packages/*', '!packages/db'], []],
  ])('%j', (workspaces, folders) => {
    expect(members({ 'package.json': JSON.stringify({ workspaces }) })).toEqual(folders);
    expect(
      members({ 'package.json': JSON.stringify({ workspaces: { packages: workspaces } }) }),
    ).toEqual(folders);
    expect(members({ 'pnpm-workspace.yaml': JSON.stringify({ packages: workspaces }) })).toEqual(
      folders,
    );
    expect(members({ 'lerna.json': JSON.stringify({ packages: workspaces }) })).toEqual(folders);
  });

  test('are none where nothing names any', () => {
    expect(members({})).toBeUndefined();
    expect(members({ 'pnpm-workspace.yaml': 'packages: [' })).toBeUndefined();
    expect(members({ 'lerna.json': 'packages' })).toBeUndefined();
  });

  test('find their root', () => {
    const { project } = projectWith('FROM node:22\n', {
      'package.json': '{ "name": "root", "workspaces": ["packages/*"] }',
      'packages/db/package.json': '{ "name": "db" }',
      'tools/package.json': '{}',
    });
    const above = (path: string): string | undefined =>
      workspaceAbove(project, readManifest(project, path)!)?.root.name;
    expect(above('packages/db/package.json')).toBe('root');
    expect(above('tools/package.json')).toBeUndefined();
    expect(above('package.json')).toBeUndefined();
  });
});
