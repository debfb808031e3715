import { parseObject } from '../manifest.js';
import { sourceTokens } from './tokens.js';

/**
 * The object in a JSON text that may hold comments and commas at the end of lists, as tsconfig.json
 * does.
 *
 * @returns undefined when it is none
 */
export function parseCommentedObject(text: string): Record<string, unknown> | undefined {
  const tokens = sourceTokens(text.replace(/^\ufeff/, ''));
  const plain = tokens
    .filter(
      ({ kind, value }, index) =>
        !(kind === 'sign' && value === ',' && /^[}\]]$/.test(tokens[index + 1]?.value ?? '')),
    )
    .map(({ kind, value }) => (kind === 'string' ? `"${value}"` : value))
    .join('');
  const json = parseObject(plain);
  return typeof json === 'string' ? undefined : json;
}
