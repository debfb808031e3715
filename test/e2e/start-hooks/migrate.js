const { appendFileSync } = require('node:fs');
appendFileSync('/tmp/migrations.log', `${process.argv[2] ?? 'first step'}\n`);
