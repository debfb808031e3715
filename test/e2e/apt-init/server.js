import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

const zone = execFileSync('date', ['-d', '@1735732800', '+%H:%M %Z'], { encoding: 'utf8' }).trim();
const certificates = readFileSync('/etc/ssl/certs/ca-certificates.crt', 'utf8').length > 0;
const server = createServer((_, response) => response.end(`${zone} ${certificates}\n`));
server.listen(3000);
process.on('SIGTERM', () => server.close());
