const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');

const server = createServer((request, response) => response.end(readFileSync('name.txt')));
server.listen(3000);
process.on('SIGTERM', () => process.exit(0));
