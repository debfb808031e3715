import { createServer } from 'node:http';
import { hash, verify } from 'argon2';

const server = createServer(async (_request, response) => {
  const known = await hash('secret');
  response.end(
    JSON.stringify({ same: await verify(known, 'secret'), other: await verify(known, 'x') }),
  );
}).listen(3000);
process.on('SIGTERM', () => server.close());
