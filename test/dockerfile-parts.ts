// What generated Dockerfiles are made of: what people write, and what they rarely write.

export const images = [
  'node:20',
  'node',
  'node:20-slim',
  'node:18-bookworm',
  'node:20-alpine',
  'node:lts',
]
  .concat('node:${V}', 'node:$V-slim', 'docker.io/library/node:22', 'alpine:3.20', 'debian:12')
  .concat('node:20@sha256:abc', 'mine.org:5000/node:20', 'node:6', 'node:22.11.0-bullseye');

export const steps = [
  'RUN npm ci',
  'RUN npm install && npm cache clean --force',
  'RUN npm run build',
  'RUN yarn --frozen-lockfile',
  'RUN ["npm", "ci"]',
  'RUN npm ci \\\n    # the tests need it\n    && npm test',
  'RUN apt-get update \\\n  && apt-get install -y --no-install-recommends git \\\n  && rm -rf /var/lib/apt/lists/*',
  'RUN apk add --no-cache python3 make g++',
  'RUN <<EOF\nnpm ci\n# a comment of the shell\nUSER node\nEOF',
  'RUN --mount=type=cache,target=/root/.npm npm ci',
  'RUN npm \\\n\n ci',
  'RUN mkdir -p /data && chown -R node:node /app',
  'RUN npm install -g pm2',
  'RUN echo $V "$A" > /app/version',
  'COPY . .',
  'COPY package*.json ./',
  'COPY ["a b.js", "/app/"]',
  'COPY --chown=node:node . /app/',
  'COPY src /app/src',
  'COPY <<EOF /app/x.txt\nFROM x\nEOF',
  'ADD . /app',
  'COPY --from=nginx:1 /etc/nginx /n',
];

export const settings = [
  'WORKDIR /app',
  'WORKDIR app',
  'WORKDIR $A',
  'ENV A=/srv B="$A b"',
  'ENV NODE_ENV production',
  'ENV PATH=/app/bin:$PATH',
  'ARG V',
  'ARG V=1',
  'ARG T=a\nENV T=$T',
  'LABEL a=b \\\n  c="d e"',
  'LABEL v=$V',
  'EXPOSE 3000',
  'EXPOSE $A/tcp 80',
  'VOLUME /data',
  'VOLUME ["/a", "/b"]',
  'STOPSIGNAL SIGINT',
  'MAINTAINER me <me@example.org>',
  'USER node',
  'USER root',
  'USER $U',
  'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
  'HEALTHCHECK --interval=5s CMD wget -q http://localhost:3000 || exit 1',
  'HEALTHCHECK NONE',
];

export const starts = [
  'CMD ["npm", "start"]',
  'CMD [ "node", "index.js" ]',
  'CMD npm start',
  'CMD node index.js',
  'CMD ["yarn","start"]',
  'CMD ["npm", "run", "dev"]',
  'ENTRYPOINT ["node", "index.js"]',
  'ENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["node", "."]',
  'ENTRYPOINT ["sh", "-c"]\nCMD ["npm start"]',
  'ENTRYPOINT node .',
];

export const between = [
  '',
  '',
  '# a comment',
  '# hadolint ignore=DL3008',
  '   # indented',
  '#',
  '  ',
];
export const tops = [
  '',
  '',
  '# syntax=docker/dockerfile:1\n',
  '# escape=`\n',
  '# check=skip=all\n',
  '# a\n',
];
