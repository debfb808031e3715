const { createServer } = require('node:http');
const { statSync } = require('node:fs');
const { userInfo } = require('node:os');

const server = createServer((request, response) => {
  const { username, uid } = userInfo();
  response.end(`${username} ${uid}, ${statSync(__filename).gid}\n`);
});
server.listen(3000);
process.on('SIGTERM', () => server.close());
