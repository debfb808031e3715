var express = require('express');

var router = express.Router();
var pages = { home: 'Welcome to the wiki.' };

router.get('/', function (req, res) {
  res.redirect('/home');
});

router.get('/:title', function (req, res) {
  res.render('page', { title: req.params.title, text: pages[req.params.title] || '' });
});

router.post('/:title', function (req, res) {
  pages[req.params.title] = req.body.text;
  res.redirect('/' + encodeURIComponent(req.params.title));
});

module.exports = router;
