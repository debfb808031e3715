/** The name of an image on Docker Hub without the registry and the folder of the official ones. */
export function hubName(reference: string): string {
  return reference.replace(/^(?:(?:index\.)?docker\.io\/)?(?:library\/)?/, '');
}
