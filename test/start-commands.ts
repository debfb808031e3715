/** Commands under one package manager and one package.json. */
export interface StartGroup {
  /** The manager with its version, and how the expectation was seen; else it is the handbook's. */
  readonly about: string;
  readonly image?: string;
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly before?: string;
  /** Rows of `command => becomes`. */
  readonly rows: string;
}

/** A workspace with two packages. */
export const workspace = {
  'packages/web/package.json': JSON.stringify({
    name: '@acme/web',
    scripts: { start: 'node web.js', build: 'tsc', serve: 'serve -l 80' },
    dependencies: { serve: '14.0.0' },
  }),
  'packages/api/package.json': JSON.stringify({
    name: 'api',
    scripts: { prestart: 'node check.js', start: 'node api.js' },
  }),
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
};

/** What calls of npm become. */
export const npmGroups: readonly StartGroup[] = [
  {
    about: 'npm 10 (arguments and options: run with npm 6 to 11)',
    scripts: {
      start: 'node server.js',
      serve: 'node serve.js --a "b c"',
      'start:prod': 'NODE_ENV=production node server.js',
      loop: 'npm run loop',
    },
    rows: `
      npm start => node server.js
      ["npm","start"] => node server.js
      ["npm","run","start"] => node server.js
      ["npm","run-script","start"] => node server.js
      ["/usr/local/bin/npm","start"] => node server.js
      ["npm","rum","start"] => node server.js
      npm -s start => node server.js
      npm --silent run serve => node serve.js --a "b c"
      npm start --silent => node server.js
      npm run serve --if-present => node serve.js --a "b c"
      npm run start --if-present => node server.js
      npm run-script start --if-present => node server.js
      npm run nothing --if-present => unresolvable-script
      npm -s run serve => node serve.js --a "b c"
      npm --silent start => node server.js
      npm start --quiet => node server.js
      node --run start => direct
      ["node","--run","start"] => direct
      ["npm","run","start:prod"] => env NODE_ENV=production node server.js
      ["sh","-c","npm run serve && exec npm start"] => sh -c "node serve.js --a 'b c' && exec node server.js"
      ["tini","--","sh","-c","npm run serve && npm start"] => tini -- sh -c "node serve.js --a 'b c' && exec node server.js"
      ["/bin/bash","-c","npm run serve && npm start"] => /bin/bash -c "node serve.js --a 'b c' && exec node server.js"
      nodemon server.js => development-server
      yarn start => node server.js
      npm run --loglevel warn serve => node serve.js --a "b c"
      npm run --loglevel=warn serve => node serve.js --a "b c"
      npm start --no-update-notifier => node server.js
      npm run start --force => node server.js
      npm start 80 => node server.js 80
      npm start -- --port 80 => node server.js --port 80
      npm run start -- -- x => node server.js -- x
      npm start --port 80 => node server.js 80
      npm start --port=80 => node server.js
      ["npm","start","--","a b"] => node server.js "a b"
      npm run start:prod => env NODE_ENV=production node server.js
      npm start --production => env NODE_ENV=production node server.js
      npm start --omit=dev => env NODE_ENV=production node server.js
      npm start --omit dev => env NODE_ENV=production node server.js
      npm start --only=prod => env NODE_ENV=production node server.js
      npm start --omit=optional => node server.js
      npm test => unresolvable-script
      npm stop => unresolvable-script
      npm run => unresolvable-script
      npm install => unresolvable-script
      npm run nothing => unresolvable-script
      npm run loop => unresolvable-script
      npm start --script-shell bash => unresolvable-script
      npm start --node-options=--inspect => unresolvable-script
      npm start -sq => unresolvable-script
      npm run start --workspaces => unresolvable-script
      exec npm start => node server.js
      ["env","A=1","npm","start"] => env A=1 node server.js
      ["/usr/bin/env","npm","start"] => node server.js
      A=1 B="2 3" npm start => env A=1 "B=2 3" node server.js
      A=$B npm start => sh -c "A=$B exec node server.js"
      npm start -- $ARGS => sh -c "exec node server.js $ARGS"
      npm start $ARGS => unresolvable-script
      $NPM start => unread-script
      cross-env A=1 npm start => env A=1 node server.js
      ["tini","--","npm","start"] => tini -- node server.js
      ["tini","-s","-e","143","--","npm","start"] => tini -s -e 143 -- node server.js
      ["dumb-init","npm","start"] => dumb-init node server.js
      ["dumb-init","-r","15:2","npm","start"] => dumb-init -r 15:2 node server.js
      ["gosu","node","npm","start"] => gosu node node server.js
      ["su-exec","1000:1000","npm","start"] => su-exec 1000:1000 node server.js
      ["tini","--","gosu","node","npm","start"] => tini -- gosu node node server.js
      ["nice","-n","5","npm","start"] => nice -n 5 node server.js
      ["xvfb-run","-a","npm","start"] => xvfb-run -a node server.js
      ["docker-entrypoint.sh","npm","start"] => docker-entrypoint.sh node server.js
      ["other","npm","start"] => needs-npm
      ["sh","-c","npm start"] => node server.js
      ["/bin/sh","-c","npm start"] => node server.js
      ["bash","-c","npm start"] => node server.js
      ["bash","-lc","npm start"] => bash -lc "exec node server.js"
      ["bash","-l","-c","npm start"] => bash -l -c "exec node server.js"
      ["sh","-ec","npm start"] => node server.js
      ["tini","--","sh","-c","npm start"] => tini -- node server.js
      ["sh","-c","npm run serve && npm start"] => sh -c "node serve.js --a 'b c' && exec node server.js"
      ["sh","-c","npm run serve; npm start"] => sh -c "node serve.js --a 'b c'; exec node server.js"
      ["sh","-c","sleep 5 && exec npm start"] => sh -c "sleep 5 && exec node server.js"
      ["sh","-c","echo up; npm start -- --port $PORT"] => sh -c "echo up; exec node server.js --port $PORT"
      npm run serve & npm start => sh -c "node serve.js --a 'b c' & exec node server.js"
      npm run serve || true; npm start => sh -c "node serve.js --a 'b c' || true; exec node server.js"
      [ -f .env ] || npm start => sh -c "[ -f .env ] || exec node server.js"
      npm start || npm run serve => unresolvable-script
      npm start | tee log => unresolvable-script
      npm start & => unresolvable-script
      npm start && wait => unresolvable-script
      npm start > /dev/null => sh -c "exec node server.js > /dev/null"
      if [ "$A" ]; then npm run serve; fi; npm start => sh -c "if [ \\"$A\\" ]; then node serve.js --a 'b c'; fi; exec node server.js"
      trap "exit" TERM; npm start => unresolvable-script
      cd /srv && npm start => unresolvable-script
      export A=1 && npm start => sh -c "export A=1 && exec node server.js"
      ulimit -n 4096; npm start => sh -c "ulimit -n 4096; exec node server.js"
      ENTRYPOINT ["npm"] | ["start"] => E node | server.js
      ENTRYPOINT ["npm","run"] | ["serve"] => E node | serve.js --a "b c"
      ENTRYPOINT ["npm","start","--"] | ["--port","80"] => E node server.js | --port 80
      ENTRYPOINT ["tini","--"] | ["npm","start"] => E tini -- | node server.js
      ENTRYPOINT ["tini","--","npm"] | ["start"] => E tini -- node | server.js
      ENTRYPOINT ["npm","start"] => E node server.js
      ENTRYPOINT npm start => E node server.js
      ENTRYPOINT ["sh","-c"] | ["npm start"] => E sh -c | "exec node server.js"
      ENTRYPOINT ["sh","-c","npm start"] => E sh -c "exec node server.js"
      ENTRYPOINT ["npm"] | start => unresolvable-script`,
  },
  {
    about: 'npm 6 (run with npm 6): no workspaces, arguments go through the shell',
    image: 'node:14',
    scripts: { start: 'node server.js' },
    files: workspace,
    rows: `
      npm start -- --port 80 => node server.js --port 80
      ["npm","start","--","$HOME"] => unresolvable-script
      npm start -w api => unresolvable-script
      npm start --omit=dev => node server.js
      npm start --production => env NODE_ENV=production node server.js
      npm --prefix packages/api start => /app/packages/api: sh -c "node check.js && exec node api.js"`,
  },
  {
    about: 'npm 10 in a workspace (run with npm 7 to 11)',
    manifest: { workspaces: ['packages/*'] },
    scripts: {
      start: 'node root.js',
      web: 'npm start -w @acme/web',
      in: 'cd packages/web && npm start',
    },
    files: workspace,
    rows: `
      npm start -w @acme/web => /app/packages/web: node web.js
      npm -w @acme/web start => /app/packages/web: node web.js
      npm start --workspace=packages/web => /app/packages/web: node web.js
      npm start --workspace packages/web => /app/packages/web: node web.js
      npm run start -w api => /app/packages/api: sh -c "node check.js && exec node api.js"
      npm start -w api -w @acme/web => unresolvable-script
      npm start -w nobody => unresolvable-script
      npm start -ws => unresolvable-script
      npm run build -w @acme/web => development-server
      npm --prefix packages/web start => /app/packages/web: node web.js
      npm start --prefix ./packages/web => /app/packages/web: node web.js
      npm start --prefix=/app/packages/web => /app/packages/web: node web.js
      npm -C packages/web start => /app/packages/web: node web.js
      npm --prefix nowhere start => unresolvable-script
      npm run web => /app/packages/web: node web.js
      npm run in => sh -c "cd packages/web && exec node web.js"
      cd packages/web && npm start => sh -c "cd packages/web && exec node web.js"
      npm start -w api && npm start => sh -c "(cd /app/packages/api && node check.js && node api.js) && exec node root.js"`,
  },
];
