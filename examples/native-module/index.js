const express = require('express');
const guestbook = require('./guestbook');

const port = process.env.PORT || 3000;
const app = express();
app.use(express.json());

app.get('/entries', (req, res) => {
  res.json(guestbook.latest());
});

app.post('/entries', (req, res) => {
  const { name, message } = req.body ?? {};
  if (name && message) res.status(201).json(guestbook.sign(name, message));
  else res.status(400).json({ error: 'name and message are needed' });
});

const server = app.listen(port, () => console.log(`guestbook listens on ${port}`));

process.on('SIGTERM', () => {
  server.close(() => guestbook.close());
});
