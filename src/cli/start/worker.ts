import { loadProgram } from './program.js';

await loadProgram().program.worker().work();
