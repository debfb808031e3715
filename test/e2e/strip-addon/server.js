const { createServer } = require('node:http');
const argon2 = require('argon2');

/** Answers what only the native addon can tell. */
createServer(async (_request, response) => {
  const hash = await argon2.hash('secret', {
    salt: Buffer.alloc(16, 1),
    timeCost: 2,
    memoryCost: 1024,
    parallelism: 1,
  });
  response.end(`${(await argon2.verify(hash, 'secret')) ? hash : 'wrong'}\n`);
}).listen(3000);
