/** Examples of the repository; the build writes this module. */
declare module 'samples' {
  export const samples: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
