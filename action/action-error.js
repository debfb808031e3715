/** Something that the author of the workflow can put right. */
export class ActionError extends Error {
  /**
   * @param message what is wrong, a sentence
   * @param advice what to do next, a sentence
   */
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
}
