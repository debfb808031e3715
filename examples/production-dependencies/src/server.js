const pino = require('pino');
const { createApp } = require('./app');
const posts = require('./posts.json');

const logger = pino();
const port = process.env.PORT || 3000;

const server = createApp({ posts, logger }).listen(port, () => {
  logger.info(`planet listens on ${port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => server.close(() => logger.info(`stopped by ${signal}`)));
}
