/** Files of a project, each in the form that its readers expect, as values. */
export const validProject: Readonly<Record<string, object>> = {
  'package.json': {
    name: '@acme/root',
    type: 'module',
    main: 'dist/index.js',
    bin: { acme: 'bin.js' },
    packageManager: 'yarn@4.1.0',
    engines: { node: '>=20' },
    workspaces: { packages: ['packages/*', '!packages/x'] },
    scripts: {
      start: 'node dist/index.js',
      build: 'tsc -p tsconfig.json',
      prestart: 'prisma db push',
    },
    dependencies: { express: '^4', sharp: '0.32', '@prisma/client': '5' },
    devDependencies: { typescript: '5', prisma: '5' },
    optionalDependencies: { fsevents: '2' },
    pnpm: { onlyBuiltDependencies: ['sharp'], supportedArchitectures: { libc: ['glibc'] } },
    prisma: { seed: 'ts-node seed.ts' },
    trustedDependencies: ['sharp'],
  },
  'packages/api/package.json': {
    name: '@acme/api',
    scripts: { start: 'node main.js' },
    main: 'main.js',
  },
  'package-lock.json': {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { express: '4' }, workspaces: ['packages/*'] },
      'node_modules/express': { version: '4.0.0', resolved: 'https://r/e.tgz', bin: { e: 'x' } },
      'node_modules/sharp': { name: 'sharp', version: '0.32.0', hasInstallScript: true },
      'node_modules/fsevents': { version: '2', optional: true, os: ['darwin'], libc: ['musl'] },
      'node_modules/@acme/api': { resolved: 'packages/api', link: true },
    },
  },
  'npm-shrinkwrap.json': {
    lockfileVersion: 1,
    dependencies: {
      express: { version: '4.0.0', dependencies: { a: { version: '1' } }, dev: true },
    },
  },
  'pnpm-lock.yaml': {
    lockfileVersion: '9.0',
    importers: { '.': { dependencies: { express: { specifier: '^4', version: '4.0.0' } } } },
    packages: {
      'express@4.0.0': { resolution: { tarball: 't', type: 'git' }, hasBin: true, os: ['linux'] },
      '/sharp@1.0.0': { name: 'sharp', requiresBuild: true, dev: false, libc: ['glibc'] },
    },
    snapshots: { 'express@4.0.0': { dependencies: { a: '1.0.0' }, optional: true } },
  },
  'yarn.lock': {
    __metadata: { version: 8 },
    'express@npm:^4': {
      version: '4.0.0',
      resolution: 'express@npm:4.0.0',
      dependencies: { a: 'npm:1' },
      bin: { e: 'x' },
      conditions: 'os=linux & libc=glibc',
    },
  },
  'bun.lock': {
    lockfileVersion: 1,
    workspaces: { '': { name: 'x', dependencies: { express: '4' } } },
    packages: {
      express: ['express@4.0.0', '', { dependencies: { a: '1' }, os: 'linux', libc: ['glibc'] }],
    },
  },
  'pnpm-workspace.yaml': { packages: ['packages/*'], supportedArchitectures: { libc: ['glibc'] } },
  '.yarnrc.yml': { nodeLinker: 'pnp', supportedArchitectures: { libc: ['glibc'] } },
  'lerna.json': { packages: ['packages/*'], npmClient: 'yarn' },
  'compose.yml': {
    services: {
      api: {
        build: { context: '.', dockerfile: 'Dockerfile', target: 'build', args: { A: '1' } },
        image: 'acme/api:1',
        command: ['npm', 'run', 'dev'],
        entrypoint: 'sh -c "x"',
        user: 'root',
        working_dir: '/app',
        volumes: ['./:/app', { type: 'bind', source: '.', target: '/y', read_only: true }],
        environment: { PORT: '80' },
        extends: { file: 'compose.yml', service: 'base' },
        healthcheck: { test: ['CMD', 'curl', 'x'] },
        privileged: true,
      },
      base: { build: '.', environment: ['A=b'] },
    },
    include: ['other.yml'],
  },
  'k8s/deploy.yaml': {
    kind: 'Deployment',
    metadata: { name: 'api' },
    spec: {
      template: {
        spec: {
          securityContext: { runAsUser: 0 },
          initContainers: [{ image: 'acme/api:1', command: ['npm', 'run', 'migrate'] }],
          containers: [
            {
              image: 'acme/api:1',
              args: ['start'],
              livenessProbe: { exec: { command: ['curl', 'x'] } },
              securityContext: { privileged: true },
              volumeMounts: [{ name: 'd', mountPath: '/data', readOnly: true }],
            },
          ],
          volumes: [{ name: 'd', hostPath: { path: '/x' } }],
        },
      },
    },
  },
  'chart/values.yaml': { image: { repository: 'acme/api', tag: '1' }, command: ['npm', 'start'] },
  'app.json': { scripts: { postdeploy: 'npm run x' }, formation: { web: { quantity: 1 } } },
  'heroku.yml': {
    build: { docker: { web: 'Dockerfile' } },
    run: { web: { command: ['npm start'] } },
  },
  'render.yaml': {
    services: [{ runtime: 'docker', dockerfilePath: './Dockerfile', dockerCommand: 'npm x' }],
  },
  'action.yml': {
    runs: { using: 'docker', image: 'Dockerfile', args: ['a'], entrypoint: '/e.sh' },
  },
  '.github/workflows/ci.yml': {
    jobs: {
      b: {
        container: { image: 'acme/api', options: '--user root' },
        steps: [
          {
            uses: 'docker/build-push-action@v5',
            with: { context: '.', file: 'Dockerfile', target: 'build' },
          },
          { run: 'docker build -t acme/api . && docker run -u root acme/api npm test' },
        ],
      },
    },
  },
  'tsconfig.json': {
    extends: ['./tsconfig.base.json'],
    compilerOptions: { outDir: 'dist', rootDir: 'src', baseUrl: '.', paths: { '@/*': ['src/*'] } },
    references: [{ path: './packages/api' }],
  },
  'nest-cli.json': {
    sourceRoot: 'src',
    entryFile: 'main',
    compilerOptions: { assets: [{ include: 'a' }] },
  },
  'angular.json': {
    projects: { a: { architect: { build: { options: { outputPath: { base: 'd' } } } } } },
  },
  'turbo.json': { tasks: { build: { dependsOn: ['^build'], outputs: ['x'] } } },
  'ecosystem.config.json': {
    apps: [{ script: 'dist/index.js', args: ['x'], interpreter: 'node' }],
  },
  'serve.json': {
    public: 'build',
    rewrites: [{ source: '**', destination: '/index.html' }],
    headers: [],
  },
  '.puppeteerrc.json': { cacheDirectory: 'x' },
};
