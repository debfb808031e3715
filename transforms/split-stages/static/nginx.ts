import { cased, joinedLines } from '../../../src/layout/index.js';
import { continuationOf, type Dockerfile } from '../../../src/dockerfile/index.js';
import type { StaticServer } from './servers.js';

/** Where the nginx image serves files from. */
export const nginxRoot = '/usr/share/nginx/html';

/** File types that `serve` and Vite compress, too; text/html is always among them. */
const compressed = 'text/css text/javascript application/javascript application/json image/svg+xml';

/** The lines of a server that answers as another one did (handbook F.2). */
function serverLines(server: StaticServer): string[] {
  return [
    // The folders of the image's own settings belong to root; its page advises these for other users.
    'client_body_temp_path /tmp/client; proxy_temp_path /tmp/proxy;',
    'fastcgi_temp_path /tmp/fastcgi; uwsgi_temp_path /tmp/uwsgi; scgi_temp_path /tmp/scgi;',
    'server {',
    `    listen ${server.heedsPort ? '${PORT}' : server.port};`,
    `    root ${nginxRoot};`,
    // Behind a port mapping, nginx does not know the port that the client sees.
    '    absolute_redirect off;',
    '    charset utf-8;',
    // The image's own list lacks both; scripts of another type are refused by browsers.
    '    include mime.types;',
    '    types { text/javascript mjs; application/manifest+json webmanifest; }',
    ...(server.compresses ? ['    gzip on;', `    gzip_types ${compressed};`] : []),
    ...(server.lists ? ['    autoindex on;'] : []),
    ...(server.ownNotFound ? ['    error_page 404 /404.html;'] : []),
    ...server.headers.map((header) => `    add_header ${header};`),
    '    location / {',
    `        try_files ${server.tries};`,
    '    }',
    '}',
  ];
}

/**
 * The RUN that writes the configuration and lets the user nginx start: it writes its process id, and
 * the image's entrypoint fills templates.
 */
export function configuration(file: Dockerfile, server: StaticServer): string {
  const habits = continuationOf(file);
  const { commands, joint } = habits;
  const path = server.heedsPort
    ? '/etc/nginx/templates/default.conf.template'
    : '/etc/nginx/conf.d/default.conf';
  const lines = serverLines(server).map((line) => `${habits.words}'${line}'`);
  const [then, and] = joint === 'start' ? ['', '&& '] : [' &&', ''];
  const folder = server.heedsPort ? `mkdir -p /etc/nginx/templates && ` : '';
  const all = [
    `${cased(file, 'RUN')} ${folder}printf '%s\\n'`,
    ...lines.slice(0, -1),
    `${lines.at(-1)} > ${path}${then}`,
    `${commands}${and}touch /var/run/nginx.pid${then}`,
    `${commands}${and}chown -R nginx:nginx /etc/nginx/conf.d /var/run/nginx.pid`,
  ];
  return joinedLines(file, all, habits);
}
