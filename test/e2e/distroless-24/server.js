const { createServer } = require('node:http');

createServer((_request, response) => response.end('hello from node\n')).listen(3000);
