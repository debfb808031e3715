const { createServer } = require('node:http');
const { Iconv } = require('iconv');

const toLatin = new Iconv('UTF-8', 'ISO-8859-1');
const server = createServer((_, response) =>
  response.end(`${toLatin.convert('Käsekuchen').toString('hex')}\n`),
);
server.listen(3000);
process.on('SIGTERM', () => server.close());
