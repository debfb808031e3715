import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';

const kind = execFileSync('file', ['--brief', process.execPath], { encoding: 'utf8' });

const server = createServer((request, response) =>
  response.end(`node is an ${kind.slice(0, 3)}, data: ${existsSync('/data')}\n`),
);
server.listen(3000);
process.on('SIGTERM', () => server.close());
