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
