import picocolors from 'picocolors';

/** Colours for a terminal; plain text where there is none. */
export type Paint = ReturnType<typeof picocolors.createColors>;

/** How a text is to be shown. */
export interface View {
  readonly paint: Paint;
  /** Columns of the terminal; absent where lines are not to be broken. */
  readonly width?: number;
}

/** Colours, or none. */
export function paintWith(colours: boolean): Paint {
  return picocolors.createColors(colours);
}

/** A text from a file with control characters made visible, so that it can't steer the terminal. */
export function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.replace(/[\0-\x08\x0b-\x1f\x7f]/g, (char) =>
    char === '\x7f' ? '^?' : `^${String.fromCharCode(char.charCodeAt(0) + 64)}`,
  );
}
