import express, { type Express } from 'express';
import { z } from 'zod';
import { TodoList } from './todos.js';

const NewTodo = z.object({ title: z.string().min(1).max(200) });

export function createApp(todos = new TodoList()): Express {
  const app = express();
  app.use(express.json());

  app.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });

  app.get('/todos', (_request, response) => {
    response.json(todos.all());
  });

  app.post('/todos', (request, response) => {
    const todo = NewTodo.safeParse(request.body);
    if (todo.success) response.status(201).json(todos.add(todo.data.title));
    else response.status(400).json({ errors: todo.error.issues });
  });

  app.post('/todos/:id/done', (request, response) => {
    const todo = todos.finish(Number(request.params.id));
    if (todo) response.json(todo);
    else response.sendStatus(404);
  });

  return app;
}
