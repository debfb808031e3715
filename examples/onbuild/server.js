'use strict';

const express = require('express');

const PORT = process.env.PORT || 8080;
const app = express();

app.get('/', function (req, res) {
  res.send('Hello world\n');
});

app.listen(PORT, function () {
  console.log('Running on http://localhost:' + PORT);
});
