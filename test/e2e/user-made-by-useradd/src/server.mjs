import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { userInfo } from 'node:os';

writeFileSync('last-start', 'now');

const server = createServer((request, response) => response.end(`${userInfo().username}\n`));
server.listen(3000);
process.on('SIGTERM', () => server.close());
