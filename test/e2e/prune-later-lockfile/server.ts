const express = require('express');
const ms = require('ms');
const { version } = require('ms/package.json');

const app = express();
app.get('/', (_request: unknown, response: { send(text: string): void }) => {
  response.send(`${ms('2 days')} by ms ${version}`);
});
const server = app.listen(3000);
process.on('SIGTERM', () => server.close());
