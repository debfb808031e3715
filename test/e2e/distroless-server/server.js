const { createServer } = require('node:http');

const server = createServer((_request, response) => response.end('hello from node\n'));
server.listen(3000);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
