import { type StartGroup, workspace } from './start-commands.js';

/** What calls of the other package managers become. */
export const managerGroups: readonly StartGroup[] = [
  {
    about: 'pnpm 9 (run with pnpm 9 and 10)',
    manifest: { packageManager: 'pnpm@9.12.0' },
    scripts: { start: 'node root.js', prehooked: 'node pre.js', hooked: 'node main.js' },
    files: workspace,
    rows: `
      pnpm start => node root.js
      pnpm run start => node root.js
      pnpm --silent start => node root.js
      pnpm -s run start => node root.js
      pnpm run --silent start => node root.js
      pnpm --prod start => node root.js
      pnpm --reporter append-only start => node root.js
      pnpm start --port 80 => node root.js --port 80
      pnpm start -- --port 80 => node root.js -- --port 80
      pnpm start --filter api => node root.js --filter api
      ["pnpm","start","$HOME"] => node root.js "$HOME"
      pnpm hooked => sh -c "node pre.js && exec node main.js"
      pnpm -C packages/web start => /app/packages/web: node web.js
      pnpm --dir packages/web start => /app/packages/web: node web.js
      pnpm --dir=packages/web run start => /app/packages/web: node web.js
      pnpm --filter api start => /app/packages/api: sh -c "node check.js && exec node api.js"
      pnpm --filter=web start => /app/packages/web: node web.js
      pnpm -F web start => /app/packages/web: node web.js
      pnpm run --filter web start => /app/packages/web: node web.js
      pnpm --filter ./packages/web start => /app/packages/web: node web.js
      pnpm --filter @acme/web serve => /app/packages/web: ./node_modules/.bin/serve -l 80
      pnpm --filter "@acme/*" start => /app/packages/web: node web.js
      pnpm --filter web... start => /app/packages/web: node web.js
      pnpm --filter ./packages/* serve => unresolvable-script
      pnpm --filter "./packages/*" serve => /app/packages/web: ./node_modules/.bin/serve -l 80
      pnpm --filter "./packages/*" start => unresolvable-script
      pnpm --filter "./packages/a*" start => /app/packages/api: sh -c "node check.js && exec node api.js"
      pnpm -r start => unresolvable-script
      pnpm --filter web exec serve -l 80 => /app/packages/web: ./node_modules/.bin/serve -l 80
      pnpm -w start => node root.js
      pnpm exec node a.js => node a.js
      pnpm node a.js => node a.js
      pnpm dlx serve => unresolvable-script
      pnpm install => unresolvable-script
      corepack pnpm start => node root.js
      ["corepack","pnpm","run","start"] => node root.js
      pnpm exec serve => unresolvable-script
      corepack pnpm@9 start => node root.js`,
  },
  {
    about: 'filters of pnpm (run with pnpm 8 to 10): packages without the script are passed over',
    manifest: { name: '@acme/root', packageManager: 'pnpm@9.12.0' },
    scripts: { start: 'node root.js' },
    files: {
      'packages/api/package.json': JSON.stringify({
        name: '@acme/api',
        scripts: { start: 'node api.js', job: 'node job.js' },
      }),
      'packages/web/package.json': JSON.stringify({
        name: '@acme/web',
        scripts: { serve: 'node serve.js' },
        dependencies: { '@acme/api': 'workspace:*' },
      }),
      'tools/x/package.json': JSON.stringify({ name: 'x', scripts: { start: 'node x.js' } }),
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    },
    rows: `
      pnpm --filter "./packages/*" start => /app/packages/api: node api.js
      pnpm --filter "./packages/**" run start a => /app/packages/api: node api.js a
      pnpm --filter "{packages/a*}" start => /app/packages/api: node api.js
      pnpm --filter "@acme/a*" start => /app/packages/api: node api.js
      pnpm --filter "@acme/*" job => /app/packages/api: node job.js
      pnpm --filter "@acme/*" start => unresolvable-script
      pnpm --filter "*" start => unresolvable-script
      pnpm --filter ./packages start => unresolvable-script
      pnpm --filter "./tools/*" start => unresolvable-script
      pnpm --filter "@acme/web..." start => /app/packages/api: node api.js
      pnpm --filter "@acme/web^..." start => /app/packages/api: node api.js
      pnpm --filter "...@acme/api" start => /app/packages/api: node api.js
      pnpm --filter "...^@acme/api" start => unresolvable-script
      pnpm --filter "...^@acme/api" serve => /app/packages/web: node serve.js
      pnpm --filter "!@acme/api" start => unresolvable-script
      pnpm --filter "[origin/main]" start => unresolvable-script
      pnpm --filter "@acme/*" exec node a.js => unresolvable-script
      pnpm -r start => /app/packages/api: node api.js
      pnpm --recursive run serve => /app/packages/web: node serve.js
      pnpm -r start --port 80 => /app/packages/api: node api.js --port 80`,
  },
  {
    about: 'pnpm 8 (run with pnpm 6, 7 and 8): no hooks, arguments go through the shell',
    manifest: { packageManager: 'pnpm@8.15.0' },
    scripts: { start: 'node root.js', prestart: 'node pre.js' },
    rows: `
      pnpm start => node root.js
      pnpm start -- --port 80 => node root.js -- --port 80
      ["pnpm","start","$HOME"] => unresolvable-script`,
  },
  {
    about: 'pnpm of an unknown version',
    scripts: { start: 'node root.js', prehooked: 'node pre.js', hooked: 'node main.js' },
    rows: `
      pnpm start => node root.js
      pnpm start -- a => unresolvable-script
      pnpm hooked => unresolvable-script`,
  },
  {
    about: 'yarn 1 (run with yarn 1.22)',
    manifest: { workspaces: ['packages/*'] },
    scripts: { start: 'node root.js', prehooked: 'node pre.js', hooked: 'node main.js' },
    files: { ...workspace, 'yarn.lock': '# yarn lockfile v1\n' },
    rows: `
      yarn start => node root.js
      yarn run start => node root.js
      yarnpkg start => node root.js
      yarn -s start => node root.js
      corepack yarn start => node root.js
      yarn dlx serve => unresolvable-script
      yarn run --silent start => node root.js
      yarn start --silent => node root.js --silent
      yarn start --production => node root.js --production
      yarn start -- --port 80 => node root.js --port 80
      yarn start --port 80 => node root.js --port 80
      yarn hooked => sh -c "node pre.js && exec node main.js"
      yarn --cwd packages/web start => /app/packages/web: node web.js
      yarn --cwd=packages/web start => /app/packages/web: node web.js
      yarn workspace api start => /app/packages/api: sh -c "node check.js && exec node api.js"
      yarn workspace @acme/web run start a => /app/packages/web: node web.js a
      yarn workspace @acme/web serve => /app/packages/web: ./node_modules/.bin/serve -l 80
      yarn workspace nobody start => unresolvable-script
      yarn workspaces run start => unresolvable-script
      yarn node a.js => node a.js
      yarn exec node a.js => node a.js
      yarn exec node --inspect a.js => unresolvable-script
      yarn => unresolvable-script
      yarn install => unresolvable-script
      yarn nothing => unresolvable-script`,
  },
  {
    about: 'yarn 4 with node_modules (run with yarn 2.4, 3.8 and 4)',
    manifest: { packageManager: 'yarn@4.5.0', workspaces: ['packages/*'] },
    scripts: {
      start: 'node root.js',
      prestart: 'node pre.js',
      port: 'node root.js $PORT',
      list: 'node a.js && node b.js',
      glob: 'node root.js *.js',
      group: '(node a.js)',
    },
    files: { ...workspace, '.yarnrc.yml': 'nodeLinker: node-modules\n' },
    rows: `
      yarn start => node root.js
      yarn start -- --port 80 => node root.js -- --port 80
      yarn port => sh -c "exec node root.js $PORT"
      yarn list:all => unresolvable-script
      yarn run list => sh -c "node a.js && exec node b.js"
      yarn glob => unresolvable-script
      yarn group => unresolvable-script
      yarn workspace api start => /app/packages/api: node api.js
      yarn run -T start => node root.js
      yarn dlx serve => unresolvable-script`,
  },
  {
    about: 'yarn 4 with Plug’n’Play',
    manifest: { packageManager: 'yarn@4.5.0' },
    scripts: { start: 'node root.js' },
    rows: `
      yarn start => plug-and-play
      yarn node root.js => plug-and-play`,
  },
  {
    about: 'bun 1.3 (run with bun 1.3)',
    scripts: { start: 'node root.js', prestart: 'node pre.js', plain: 'node plain.js' },
    rows: `
      bun run start => sh -c "node pre.js && exec node root.js"
      bun plain a => node plain.js a
      bun run plain -- a => node plain.js a
      bun run --silent plain => node plain.js
      bun server.ts => unresolvable-script
      bun run server.ts => unresolvable-script
      bun install => unresolvable-script`,
  },
  {
    about: 'npx and npm exec (run with npm 6, 8 and 11)',
    manifest: { dependencies: { serve: '14.0.0', next: '14.0.0', prisma: '5.0.0' } },
    scripts: { start: 'npx next start', build: 'next build' },
    rows: `
      npx serve -s build => ./node_modules/.bin/serve -s build
      npx --yes serve => ./node_modules/.bin/serve
      npx -y serve => ./node_modules/.bin/serve
      npx --quiet serve => ./node_modules/.bin/serve
      ["npx","serve","-s","build"] => ./node_modules/.bin/serve -s build
      ["npx","--no-install","next","start"] => ./node_modules/.bin/next start
      npx --package=serve serve => unresolvable-script
      npm exec --yes serve => ./node_modules/.bin/serve
      npx --no-install serve => ./node_modules/.bin/serve
      npx serve -- build => ./node_modules/.bin/serve -- build
      npx serve -l $PORT => sh -c "exec ./node_modules/.bin/serve -l $PORT"
      npx -p serve serve => unresolvable-script
      npx -c "serve" => unresolvable-script
      npx http-server => unresolvable-script
      npx serve@14 => unresolvable-script
      npx node a.js => node a.js
      npm exec serve build => ./node_modules/.bin/serve build
      npm exec -- serve -s build => ./node_modules/.bin/serve -s build
      npm exec serve -s build => ./node_modules/.bin/serve build
      npm x serve => ./node_modules/.bin/serve
      bunx serve => ./node_modules/.bin/serve
      bun x serve => ./node_modules/.bin/serve
      pnpx serve => unresolvable-script
      npm start => ./node_modules/.bin/next start
      npx next dev => development-server
      npm run build => development-server
      npx prisma migrate deploy && node main => sh -c "./node_modules/.bin/prisma migrate deploy && exec node main"
      npx prisma generate && node main => unresolvable-script`,
  },
];
