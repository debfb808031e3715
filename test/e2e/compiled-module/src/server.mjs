import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const crunch = createRequire(import.meta.url)('../build/Release/crunch.node');

const server = createServer((request, response) => response.end(`libpng ${crunch.version()}\n`));
server.listen(3000);
process.on('SIGTERM', () => server.close());
