import type { Question } from './main.js';

/** A question as the part of an address behind `#`, which browsers send to nobody. */
export async function encoded(question: Question): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(question));
  const packed = await through(bytes, new CompressionStream('deflate-raw'));
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The question in an address; undefined where there is none, or it is broken. */
export async function decoded(hash: string): Promise<Question | undefined> {
  try {
    const letters = atob(hash.slice(1).replaceAll('-', '+').replaceAll('_', '/'));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const bytes = await through(packed, new DecompressionStream('deflate-raw'));
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isQuestion(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** An address comes from anywhere: its files are texts, and its options are read with care elsewhere. */
function isQuestion(found: unknown): found is Question {
  const { files, options } = (found ?? {}) as Partial<Question>;
  const texts = Object.values(files ?? { none: 0 });
  const isTold = typeof options === 'object' && options !== null;
  return isTold && texts.every((text) => typeof text === 'string');
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
