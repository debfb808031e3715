import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

writeFileSync('/var/lib/shop/started', 'yes');

const server = createServer((request, response) =>
  response.end(`${process.env.GREETING}, ${readFileSync('/var/lib/shop/started')}\n`),
);
server.listen(3000);
process.on('SIGTERM', () => server.close());
