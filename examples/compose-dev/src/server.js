const express = require('express');
const { roll } = require('./dice');

const port = process.env.PORT || 3000;
const app = express();

app.get('/', (req, res) => {
  res.json({ dice: roll(Number(req.query.count) || 1) });
});

app.listen(port, () => console.log(`dice listens on ${port}`));
