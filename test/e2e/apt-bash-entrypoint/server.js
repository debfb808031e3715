import { createServer } from 'node:http';
import ms from 'ms';

const server = createServer((_, response) => response.end(`${process.env.GREETING} ${ms('1h')}\n`));
server.listen(3000);
process.on('SIGTERM', () => server.close());
