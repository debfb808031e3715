import { defineConfig } from 'vite';

export default defineConfig({
  build: { rollupOptions: { output: { entryFileNames: 'main.js' } } },
});
