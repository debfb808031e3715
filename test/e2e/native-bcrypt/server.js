const bcrypt = require('bcrypt');
const express = require('express');

const app = express();

app.get('/', async (_request, response) => {
  const hash = await bcrypt.hash('secret', 4);
  response.json({
    same: await bcrypt.compare('secret', hash),
    other: await bcrypt.compare('x', hash),
  });
});

const server = app.listen(3000);
process.on('SIGTERM', () => server.close());
