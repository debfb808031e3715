const Koa = require('koa');
const { bodyParser } = require('@koa/bodyparser');
const router = require('./routes');

const port = process.env.PORT || 4000;

const app = new Koa();
app.use(bodyParser());
app.use(router.routes());
app.use(router.allowedMethods());

const server = app.listen(port, () => {
  console.log(`shortener (${process.env.NODE_ENV}) listens on ${port}`);
});

process.on('SIGTERM', () => server.close());
