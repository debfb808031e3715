'use strict';

const path = require('path');
const express = require('express');
const quotes = require('./quotes.json');

const port = process.env.PORT || 8080;
const app = express();

app.use(express.static(path.join(__dirname, 'public')));

app.get('/quotes', (req, res) => {
  res.json(quotes);
});

app.get('/quotes/random', (req, res) => {
  res.json(quotes[Math.floor(Math.random() * quotes.length)]);
});

app.listen(port, () => {
  console.log(`Running on http://localhost:${port}`);
});
