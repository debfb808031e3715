/** What a line of a kind says; the mark keeps runs from remembering the lines of others. */
type Line = (at: number, mark: string) => string;

/** Lines that a file may have thousands of. */
const lines: Record<string, Line> = {
  'RUN mkdir': (at, mark) => `RUN mkdir -p /data/${mark}${at}`,
  'RUN mkdir and chown': (at, mark) =>
    `RUN mkdir -p /d${mark}${at} && chown -R node /d${mark}${at}`,
  'RUN chown': (at, mark) => `RUN chown -R node:node /app/${mark}${at}`,
  'RUN chmod': (at, mark) => `RUN chmod 755 /app/${mark}${at}`,
  'RUN useradd': (at, mark) =>
    `RUN groupadd -r g${mark}${at} && useradd -r -g g${mark}${at} u${at}`,
  'RUN npm install': (at, mark) => `RUN npm install ${mark}${at}`,
  'RUN npm run': (at, mark) => `RUN npm run ${mark}${at}`,
  'RUN apk add': (at, mark) => `RUN apk add ${mark}${at}`,
  'RUN apt-get install': (at, mark) =>
    `RUN apt-get update && apt-get install -y curl && echo ${mark}${at}`,
  'RUN apt-get update and install apart': (at, mark) =>
    at % 2 === 0 ? `RUN apt-get update # ${mark}${at}` : 'RUN apt-get install -y git',
  'RUN curl': (at, mark) => `RUN curl -fsSL https://example.com/${mark}${at} -o /opt/${mark}${at}`,
  'RUN cp': (at, mark) => `RUN cp -r /c/${mark}${at} /opt/c${mark}${at}`,
  'RUN mv': (at, mark) => `RUN mv ${mark}${at} b${at}`,
  'RUN rm': (at, mark) => `RUN rm -rf /opt/${mark}${at}`,
  'RUN ln': (at, mark) => `RUN ln -s /opt/${mark}${at} /usr/bin/l${mark}${at}`,
  'RUN pip install': (at, mark) => `RUN pip install ${mark}${at}`,
  'RUN echo into a file': (at, mark) => `RUN echo ${mark}${at} >> /etc/profile`,
  'RUN export': (at, mark) => `RUN export A${mark}${at}=b && echo $A${mark}${at}`,
  'RUN cd': (at, mark) => `RUN cd ${mark}${at} && npm ci`,
  'RUN gosu': (at, mark) => `RUN gosu node ${mark}${at}`,
  'heredoc in RUN': (at, mark) => `RUN <<EOF\nmkdir /opt/${mark}${at}\nEOF`,
  'heredoc in COPY': (at, mark) => `COPY <<EOF /opt/${mark}${at}\ntext\nEOF`,
  COPY: (at, mark) => `COPY ${mark}${at} /opt/${mark}${at}`,
  'COPY into the application': (at, mark) => `COPY ${mark}${at} ./b${at}`,
  'COPY and RUN': (at, mark) => `COPY ${mark}${at} b${at}\nRUN cd b${at} && npm run build`,
  'COPY --chown': (at, mark) => `COPY --chown=node ${mark}${at} ./b${at}`,
  'COPY --from of an image': (at, mark) => `COPY --from=i${at} /${mark}${at} /opt/${mark}${at}`,
  ADD: (at, mark) => `ADD https://example.com/${mark}${at}.tgz /opt/${mark}${at}`,
  ENV: (at, mark) => `ENV A${mark}${at}=b`,
  'ENV PATH': (at, mark) => `ENV PATH=/opt/${mark}${at}:$PATH`,
  ARG: (at, mark) => `ARG A${mark}${at}=x\nENV B${mark}${at}=$A${mark}${at}`,
  LABEL: (at, mark) => `LABEL l${mark}${at}=b`,
  VOLUME: (at, mark) => `VOLUME /v${mark}${at}`,
  EXPOSE: (at) => `EXPOSE ${at + 1024}`,
  USER: (at, mark) => `USER ${at % 2 === 0 ? 'root' : 'node'}\nRUN touch /app/${mark}${at}`,
  WORKDIR: (at, mark) => `WORKDIR /w/${mark}${at}\nRUN npm ci`,
  SHELL: (at, mark) =>
    `SHELL ["/bin/${at % 2 === 0 ? 'bash' : 'sh'}", "-c"]\nRUN echo ${mark}${at}`,
  HEALTHCHECK: (at, mark) => `HEALTHCHECK CMD curl -f http://localhost/${mark}${at}`,
  CMD: (at, mark) => `CMD ["node", "${mark}${at}.js"]`,
  comments: (at, mark) => `# ${mark}${at}\nRUN echo ${mark}${at}`,
  'comments that leave alone': (at, mark) =>
    `# slim-dockerfile ignore node-user\nRUN echo ${mark}${at}`,
};

/** Stages that rest on each other, of at most as many as a file may have. */
const stages: Record<string, Line> = {
  'stages of their own': (at, mark) => `FROM node:20 AS ${mark}${at}\nRUN echo ${mark}${at}`,
  'stages that copy from the one before': (at, mark) =>
    `FROM node:20 AS ${mark}${at}\nCOPY --from=${at === 0 ? 'start' : `${mark}${at - 1}`} /app /app`,
};

function several(count: number, line: Line, mark: string): string {
  return Array.from({ length: count }, (_, at) => line(at, mark)).join('\n');
}

const head = 'WORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .';

const start = `FROM node:20 AS start\n${head}`;

/** Ways from stage to stage, which are many where the stages are few. */
const ways: Record<string, (count: number, mark: string) => string> = {
  'stages that copy from the two before': (count, mark) => {
    const named = (at: number): string => (at < 0 ? 'start' : `${mark}${at}`);
    const stage: Line = (at) =>
      `FROM node:20 AS ${named(at)}\nCOPY --from=${named(at - 1)} /app /app\nCOPY --from=${named(at - 2)} /app /app`;
    return several(count, stage, mark);
  },
  'five stages that copy many times from the one before': (count, mark) =>
    several(
      5,
      (stage) => {
        const before = stage === 0 ? 'start' : `${mark}${stage - 1}`;
        return `FROM node:20 AS ${mark}${stage}\n${several(count, () => `COPY --from=${before} /app /app`, mark)}`;
      },
      mark,
    ),
};

/** Makes a Dockerfile with a number of lines or stages of a kind. */
export const kinds: readonly (readonly [
  name: string,
  text: (count: number, mark: string) => string,
])[] = [
  ...Object.entries(lines).map(
    ([name, line]) =>
      [
        name,
        (count: number, mark: string) =>
          `FROM node:20\n${head}\n${several(count, line, mark)}\nCMD ["npm", "start"]\n`,
      ] as const,
  ),
  ...Object.entries(stages).map(
    ([name, line]) =>
      [
        name,
        (count: number, mark: string) =>
          `${start}\n${several(count, line, mark)}\nWORKDIR /app\nCMD ["npm", "start"]\n`,
      ] as const,
  ),
  ...Object.entries(ways).map(
    ([name, text]) =>
      [
        name,
        (count: number, mark: string) =>
          `${start}\n${text(count, mark)}\nWORKDIR /app\nCMD ["npm", "start"]\n`,
      ] as const,
  ),
];
