const { execFileSync } = require('node:child_process');
const { createServer } = require('node:http');

createServer((_, response) => {
  response.end(execFileSync('bash', ['-c', 'list=(one two); echo "${#list[@]}"']));
}).listen(3000);

process.on('SIGTERM', () => process.exit(0));
