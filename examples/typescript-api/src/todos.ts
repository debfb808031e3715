export interface Todo {
  id: number;
  title: string;
  done: boolean;
}

/** Lives in memory: good enough for a demonstration, gone with the container. */
export class TodoList {
  readonly #todos = new Map<number, Todo>();

  all(): Todo[] {
    return [...this.#todos.values()];
  }

  add(title: string): Todo {
    const todo = { id: this.#todos.size + 1, title, done: false };
    this.#todos.set(todo.id, todo);
    return todo;
  }

  finish(id: number): Todo | undefined {
    const todo = this.#todos.get(id);
    if (todo) todo.done = true;
    return todo;
  }
}
