const { createServer } = require('node:http');

const server = createServer((request, response) => response.end(`${process.env.GREETING}\n`));
server.listen(3000);
process.on('SIGTERM', () => process.exit(0));
