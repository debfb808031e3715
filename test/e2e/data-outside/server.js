const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');

mkdirSync('/data/notes', { recursive: true });
const server = createServer((request, response) => {
  writeFileSync('/data/notes/last.txt', `asked for ${request.url}`);
  response.end(readFileSync('/data/notes/last.txt'));
});
server.listen(3000);
process.on('SIGTERM', () => server.close(() => process.exit()));
