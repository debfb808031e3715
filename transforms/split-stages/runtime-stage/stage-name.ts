import { type Dockerfile, filesFrom } from '../../../src/dockerfile/index.js';

const builderNames =
  /^(?:build|builder|build[-_].*|.*[-_]build(?:er)?|compile[rd]?|deps|dependencies|install)$/i;

/** Whether a stage name says that the stage builds; any other names the image that runs. */
export function isBuilderName(name: string): boolean {
  return builderNames.test(name);
}

/** A stage name that no image and no other file system of the file has (handbook A42, A43, H13). */
export function freeName({ instructions, stages }: Dockerfile): string {
  const images = stages.flatMap(({ image, name, resolvedImage }) => [
    image.text,
    resolvedImage?.text,
    name,
  ]);
  const taken = new Set(
    [...images, ...instructions.flatMap(filesFrom)].map((one) => one?.toLowerCase()),
  );
  return ['builder', 'build', 'build-stage'].find((name) => !taken.has(name)) ?? 'slim-builder';
}
