import { wordSet } from '../../grouping.js';
import data from './foreign-images.json' with { type: 'json' };
import { hubName } from './hub-names.js';

const official = wordSet(data.official);
const families = data.families.split(' ');

/** Whether an image is a product of others, which no Dockerfile of a Node project makes. */
export function isForeignImage(reference: string): boolean {
  const name = hubName(reference);
  return (
    official.has(name.replace(/[:@].*$/s, '')) || families.some((prefix) => name.startsWith(prefix))
  );
}
