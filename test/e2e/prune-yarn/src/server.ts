import Koa from 'koa';

let visits = 0;
const server = new Koa()
  .use((context) => {
    context.body = { visits: (visits += 1) };
  })
  .listen(Number(process.env.PORT ?? 8080));
process.on('SIGTERM', () => server.close());
