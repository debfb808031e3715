const { createServer } = require('node:http');
const { execFileSync } = require('node:child_process');

const server = createServer((request, response) =>
  response.end(execFileSync('date', ['-d', '@0', '+%Y-%m-%d %H:%M %Z'])),
);
server.listen(3000);
process.on('SIGTERM', () => process.exit(0));
