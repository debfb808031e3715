const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');

mkdirSync('uploads', { recursive: true });

/** Writes wherever the program could write as root, and answers what could not be written. */
createServer((_request, response) => {
  const failed = [];
  for (const path of ['state.json', 'uploads/a.txt', '/data/visits.log', '/tmp/scratch'])
    try {
      writeFileSync(path, 'x');
      appendFileSync(path, 'y');
      if (readFileSync(path, 'utf8') !== 'xy') failed.push(path);
    } catch (error) {
      failed.push(`${path}: ${error.code}`);
    }
  response.statusCode = failed.length === 0 ? 200 : 500;
  response.end(failed.length === 0 ? 'all written\n' : `${failed.join('\n')}\n`);
}).listen(3000);
