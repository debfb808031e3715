/**
 * npm packages that are of no use without a program of the system, and that program, or how they call it where
 * not every program of that name does what they ask for. Sources: the README of each package and its source,
 * read 2026-11; handbook C30.
 */
const programs: Readonly<Record<string, string>> = {
  'simple-git': 'git',
  nodegit: 'git',
  'git-clone': 'git',
  gitlog: 'git',
  degit: 'git',
  gift: 'git',
  'git-describe': 'git',
  'git-rev': 'git',
  'git-revision-webpack-plugin': 'git',
  'isomorphic-exec': 'sh',
  gm: 'convert',
  imagemagick: 'convert',
  'imagemagick-native': 'convert',
  'imagemagick-convert': 'convert',
  'imagemagick-stream': 'convert',
  easyimage: 'convert',
  'fluent-ffmpeg': 'ffmpeg',
  'python-shell': 'python3',
  pythonia: 'python3',
  'pdf-poppler': 'pdftotext',
  pdftotextjs: 'pdftotext',
  'pdf-image': 'convert',
  textract: 'pdftotext',
  pidusage: 'ps',
  'ps-tree': 'ps -A -o ppid,pid,stat,comm',
  'ps-list': 'ps awwxo pid,comm',
  'ps-node': 'ps lx',
  'find-process': 'ps ax -ww -o pid,ppid,uid,gid,args',
  'tree-kill': 'ps -o pid --no-headers --ppid 1',
  // ExifTool is a script in Perl.
  'exiftool-vendored': 'perl',
  'exiftool-vendored.pl': 'perl',
  'dist-exiftool': 'perl',
  pem: 'openssl',
  'openssl-nodejs': 'openssl',
  'openssl-wrapper': 'openssl',
  curlrequest: 'curl',
  'node-svn-ultimate': 'svn',
  'node-tesseract-ocr': 'tesseract',
  'libreoffice-convert': 'soffice',
  wkhtmltopdf: 'wkhtmltopdf',
  'node-ssh-exec': 'ssh',
  // Without bash it quotes nothing, and ends at the first value in a command (run with zx 8.1).
  zx: 'bash',
};

/** The system program that a package runs, or the line of shell, if it is known to need one. */
export function wrappedProgram(name: string): string | undefined {
  return Object.hasOwn(programs, name) ? programs[name] : undefined;
}

/**
 * Packages that bring one of these for development alone, as dependencies of the application though they are:
 * Nuxt brings its devtools, which look at git while `nuxt dev` runs (nuxt/devtools, 2026-11).
 */
const developers = new Map([['simple-git', '@nuxt/devtools']]);

/** The package that brings such a one for development alone, where nothing else asks for it. */
export function developerOf(name: string): string | undefined {
  return developers.get(name);
}
