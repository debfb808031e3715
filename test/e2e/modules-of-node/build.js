const { mkdirSync, copyFileSync } = require('node:fs');
mkdirSync('dist', { recursive: true });
copyFileSync('server.js', 'dist/server.js');
