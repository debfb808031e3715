import data from './foreign-images.json' with { type: 'json' };

const official = new Set(data.official.split(' '));
const families = data.families.split(' ');

/** Whether an image is a product of others, which no Dockerfile of a Node project makes. */
export function isForeignImage(reference: string): boolean {
  const name = reference.replace(/^(?:(?:index\.)?docker\.io\/)?(?:library\/)?/, '');
  return (
    official.has(name.replace(/[:@].*$/s, '')) || families.some((prefix) => name.startsWith(prefix))
  );
}
