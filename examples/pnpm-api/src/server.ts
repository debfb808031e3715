import sensible from '@fastify/sensible';
import fastify from 'fastify';
import { convert, units } from './units.js';

interface Question {
  value: number;
  from: string;
  to: string;
}

const question = {
  type: 'object',
  required: ['value', 'from', 'to'],
  properties: {
    value: { type: 'number' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
} as const;

const app = fastify({ logger: true });
await app.register(sensible);

app.get('/health', async () => ({ status: 'ok' }));

app.get('/units', async () => units);

app.get<{ Querystring: Question }>(
  '/convert',
  { schema: { querystring: question } },
  async ({ query: { value, from, to } }) => {
    const result = convert(value, from, to);
    if (result === undefined) throw app.httpErrors.badRequest(`no way from ${from} to ${to}`);
    return { value: result, unit: to };
  },
);

process.once('SIGTERM', () => void app.close());

await app.listen({ host: '0.0.0.0', port: Number(process.env.PORT ?? 3000) });
