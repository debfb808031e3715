/** The words by which apk installs packages, and keeps no lists of them. */
export function apkInstall(packages: readonly string[]): readonly string[] {
  return ['apk', 'add', '--no-cache', ...packages];
}

/** The commands by which apt does so, without what packages merely recommend. */
export function aptInstall(packages: readonly string[]): readonly (readonly string[])[] {
  return [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', ...packages],
    ['rm', '-rf', '/var/lib/apt/lists/*'],
  ];
}
