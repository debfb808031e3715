/** Dockerfiles that the planted rewrites begin with. */
export const app = 'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "a.js"]\n';
export const two =
  'FROM node:20 AS build\nRUN npm ci\n\nFROM node:20\nCOPY --from=build /app /app\n';
export const stages = 'FROM node:20\nRUN npm ci\n\nFROM alpine:3\nCOPY --from=0 /app /app\n';
export const env = 'FROM node:20\nENV A=1\nRUN make\nENV B=2\n';
export const arg = 'FROM node:20\nARG V=1\nENV V=2\nRUN echo $V\n';
export const heredoc = 'FROM node:20\n# why\nRUN <<EOF\necho 1\nEOF\n';
export const continued = 'FROM node:20\nRUN npm ci \\\n  # why\n  && npm test\nCMD ["a"]\n';
export const user = 'FROM node:20\nRUN npm ci\nRUN npm test\nUSER node\nCMD ["a"]\n';
