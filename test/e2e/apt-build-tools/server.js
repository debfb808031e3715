import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import ms from 'ms';

const text = readFileSync('built.txt', 'utf8').trim();
const server = createServer((_, response) => response.end(`${text} ${ms('1m')}\n`));
server.listen(3000);
process.on('SIGTERM', () => server.close());
