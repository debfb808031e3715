import { wordSet } from '../../grouping.js';

/**
 * Tools that people install globally whose install compiles nothing, and that bring no binary but one for
 * musl as well: their dependencies on npm, read 2026-11.
 */
const plain = wordSet(
  '@angular/cli @nestjs/cli @vue/cli bower concurrently corepack cross-env dotenv-cli forever grunt grunt-cli gulp gulp-cli http-server knex lerna live-server node-gyp nodemon npm npm-run-all pm2 pnpm rimraf sequelize-cli serve ts-node tsx typescript webpack webpack-cli yarn',
);

/** Whether the global install of a package is plain JavaScript, or as good as that. */
export function isPlainTool(name: string): boolean {
  return plain.has(name);
}
