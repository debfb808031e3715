const { createServer } = require('node:http');
const list = require('./list.json');

const server = createServer((request, response) => response.end(JSON.stringify(list)));
server.listen(3000);
process.on('SIGTERM', () => process.exit(0));
