import { readFile } from 'node:fs/promises';
import cors from 'cors';
import express from 'express';

const port = process.env.PORT ?? 3001;
const mountains = JSON.parse(await readFile('mountains.json', 'utf8'));

const app = express();
app.use(cors());

app.get('/mountains', (req, res) => res.json(mountains));

app.get('/mountains/:name', (req, res) => {
  const mountain = mountains.find(({ name }) => name === req.params.name);
  if (mountain) res.json(mountain);
  else res.sendStatus(404);
});

app.listen(port, () => console.log(`mountains-server listens on ${port}`));
