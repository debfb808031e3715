/** The text is no Dockerfile that BuildKit would take, or none that can be read for sure. */
export class DockerfileSyntaxError extends Error {
  override readonly name = 'DockerfileSyntaxError';

  /**
   * @param message a sentence for the user, without the place
   * @param offset where in the text, in UTF-16 units
   */
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
