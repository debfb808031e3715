const { randomBytes } = require('crypto');
const Router = require('@koa/router');

const links = new Map([['docs', 'https://docs.docker.com/']]);
const router = new Router();

router.get('/', (ctx) => {
  ctx.body = Object.fromEntries(links);
});

router.post('/', (ctx) => {
  const { url } = ctx.request.body;
  if (!URL.canParse(url)) ctx.throw(400, 'url is missing or wrong');
  const name = randomBytes(3).toString('hex');
  links.set(name, url);
  ctx.status = 201;
  ctx.body = { name, url };
});

router.get('/:name', (ctx) => {
  const url = links.get(ctx.params.name);
  if (url) ctx.redirect(url);
});

module.exports = router;
