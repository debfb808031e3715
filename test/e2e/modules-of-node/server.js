const ms = require('ms');
const server = require('node:http').createServer((_, response) =>
  response.end(ms('2 days').toString()),
);
server.listen(3000);
process.on('SIGTERM', () => server.close());
