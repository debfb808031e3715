/** What dockerfile-ast takes from node's Buffer: the bytes of a text. The build hands it in. */
export const Buffer = { from: (text: string): Uint8Array => new TextEncoder().encode(text) };
