const pino = require('pino');
const request = require('supertest');
const { createApp } = require('../src/app');
const posts = require('../src/posts.json');

const app = createApp({ posts, logger: pino({ level: 'silent' }) });

describe('GET /posts', () => {
  it('lists all posts', () => request(app).get('/posts').expect(200, posts));

  it('lists the posts of one author', () =>
    request(app).get('/posts?author=ada').expect(200, [posts[0]]));

  it('does not know every post', () => request(app).get('/posts/none').expect(404));
});
