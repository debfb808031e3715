const fs = require('fs');
const path = require('path');
const Database = require('better-sqlite3');

const folder = path.join(__dirname, 'data');
fs.mkdirSync(folder, { recursive: true });

const db = new Database(path.join(folder, 'guestbook.db'));
db.pragma('journal_mode = WAL');
db.exec(`
  CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    message TEXT NOT NULL,
    written TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
  )
`);

const latest = db.prepare('SELECT * FROM entries ORDER BY id DESC LIMIT 20');
const insert = db.prepare('INSERT INTO entries (name, message) VALUES (?, ?) RETURNING *');

module.exports = {
  latest: () => latest.all(),
  sign: (name, message) => insert.get(name, message),
  close: () => db.close(),
};
