import { createServer } from 'node:http';

const server = createServer((request, response) => response.end('production\n'));
server.listen(3000);
process.on('SIGTERM', () => server.close());
