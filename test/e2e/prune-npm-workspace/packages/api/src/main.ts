import { price } from '@shop/prices';
import express from 'express';

const server = express()
  .get('/', (_, response) => void response.json({ price: price('2h') }))
  .listen(Number(process.env.PORT ?? 3000));
process.on('SIGTERM', () => server.close());
