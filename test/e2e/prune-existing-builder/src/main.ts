import express from 'express';
import { greeting } from './greeting.js';

const server = express()
  .get(
    '/',
    (request, response) => void response.send(greeting(String(request.query.name ?? 'world'))),
  )
  .listen(Number(process.env.PORT ?? 3000));
process.on('SIGTERM', () => server.close());
