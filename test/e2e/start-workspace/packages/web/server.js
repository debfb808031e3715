require('ms');
const { createServer } = require('node:http');

/** What differs from container to container, or is the package manager’s own. */
const own =
  /^(?:np[m]_.*|INIT_[C]WD|COLOR|EDITOR|NODE|PATH|HOME|HOSTNAME|PWD|OLDPWD|SHLVL|_|Y[A]RN_WRAP_OUTPUT|P[N]PM_SCRIPT_SRC_DIR)$/;

const environment = Object.entries(process.env)
  .filter(([name]) => !own.test(name))
  .toSorted();
const facts = { args: process.argv.slice(2), folder: process.cwd(), environment };

const server = createServer((request, response) => response.end(JSON.stringify(facts)));
server.listen(process.env.PORT ?? 3000);
process.on('SIGTERM', () => server.close());
