var express = require('express');
var fs = require('fs');
var logger = require('morgan');
var path = require('path');

var pages = require('./routes/pages');

var app = express();
var logs = path.join(__dirname, 'logs');

fs.mkdirSync(logs, { recursive: true });

app.set('views', path.join(__dirname, 'views'));
app.set('view engine', 'ejs');

app.use(logger('combined', { stream: fs.createWriteStream(path.join(logs, 'access.log')) }));
app.use(express.urlencoded({ extended: false }));
app.use(express.static(path.join(__dirname, 'public')));
app.use('/', pages);

module.exports = app;
