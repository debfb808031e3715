/** A sentence as a clause: without the stop at its end. */
export function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}

/** As much of a text as a message can hold. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** A clause as the beginning of a sentence; a path stays as it is written. */
export function sentence(clause: string): string {
  if (/^\S*[/.]/.test(clause)) return clause;
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
