import { managerMention } from '../../../src/command/index.js';
import { starterMention } from '../../../src/knowledge/npm/start-tools.js';

/** What may call a package manager: its name as a word, or a program that starts one by itself. */
export const npmMention = new RegExp(`${managerMention.source}|${starterMention.source}`);
