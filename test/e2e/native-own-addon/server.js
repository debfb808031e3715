const { createServer } = require('node:http');
const sum = require('./build/Release/sum.node');

const server = createServer((_request, response) => {
  response.end(`${sum(2, 3)}\n`);
}).listen(3000);
process.on('SIGTERM', () => server.close());
