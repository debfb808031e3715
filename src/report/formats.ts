/** The forms in which results are printed. */
export const formats = ['diff', 'summary', 'json', 'sarif', 'markdown', 'html'] as const;
export type Format = (typeof formats)[number];
