const express = require('express');
const helmet = require('helmet');
const pinoHttp = require('pino-http');

function createApp({ posts, logger }) {
  const app = express();
  app.use(helmet());
  app.use(pinoHttp({ logger }));

  app.get('/health', (req, res) => res.json({ status: 'ok' }));

  app.get('/posts', (req, res) => {
    const { author } = req.query;
    res.json(author ? posts.filter((post) => post.author === author) : posts);
  });

  app.get('/posts/:id', (req, res) => {
    const post = posts.find(({ id }) => id === req.params.id);
    if (post) res.json(post);
    else res.sendStatus(404);
  });

  return app;
}

module.exports = { createApp };
