import type { Rule } from '../../src/transform.js';

export const rules = {
  'run-as-node': {
    title: 'The container runs as node instead of root',
    explanation:
      'Every official node image has the user node (1000:1000); on plain Alpine, Debian and Ubuntu a RUN makes ' +
      'it with the same number, and a distroless image has nonroot. `USER node` stands below everything that ' +
      'needs root and above CMD. A program that breaks out, or a file that someone uploads, no longer acts ' +
      'as root.',
  },
  'app-owner': {
    title: 'The application’s folder belongs to node',
    explanation:
      'As root the program could write in its own folder: logs, uploads, a database file, a cache. So that it ' +
      'still can, the files are copied with `--chown` and the folder itself is given to node. ' +
      '`--readonly-app` leaves the code to root.',
  },
  volumes: {
    title: 'Existing volumes still belong to root',
    explanation:
      'A new volume takes over the owner of the folder in the image. One that was made while the container ran ' +
      'as root keeps its files as root’s, and the program can’t write there after the update. Give it to node ' +
      'once: `docker run --rm -v VOLUME:/v alpine chown -R 1000:1000 /v`.',
  },
  secrets: {
    title: 'The program reads secrets from files',
    explanation:
      'Docker compose mounts the file of a secret with the owner and mode that it has on the host, and a cluster ' +
      'may give it to root alone. Let everybody read it, or give it to user 1000.',
  },
  'exec-as-root': {
    title: 'A line of the repository works in the container as root',
    explanation:
      'A script, a Makefile or a README installs packages or changes owners by docker exec. That runs as the user ' +
      'of the image, who may no longer do it. Name root there, for as long as it is needed.',
  },
  ping: {
    title: 'The program pings',
    explanation:
      'The ping of Alpine’s busybox asks the kernel for a socket of its own kind, which net.ipv4.ping_group_range gives to ' +
      'groups: to all of them in Docker from 20.10 on and in containerd from 2.0 on, to none in other clusters, where root ' +
      'could ping and node can’t. Set that sysctl in the securityContext of the pod, or install iputils.',
  },
  'low-port': {
    title: 'The port is below 1024',
    explanation:
      'Docker and Podman let every user open low ports in their own networks. Host networking and plain ' +
      'Kubernetes do not. A port from 1024 on works everywhere.',
  },
  'chown-folded': {
    title: 'Files are given away by the steps that make them',
    explanation:
      'A layer holds every file whose owner it changes, so that `RUN chown -R` after the copies stores the ' +
      'application, node_modules included, a second time. The copies carry `--chown` in its place, and the RUN that ' +
      'installs ends in the chown: every file has the owner that it had, and is stored once.',
  },
  'chown-kept': {
    title: 'A chown stores the application a second time',
    explanation:
      'A layer holds every file whose owner it changes. Where several steps made the files, where a copy has an owner ' +
      'already, or where the user is made later, leaving the chown out might change an owner, so it stays. Copy ' +
      'with `--chown`, and end the RUN that installs in the chown of what it installs.',
  },
  'copied-twice': {
    title: 'The application’s files are in the image twice',
    explanation:
      'Where they can’t be copied with `--chown`, since another stage copied them or npm would run scripts as ' +
      'their owner, a RUN gives them to node and stores them again. node_modules is left out. With split-stages a ' +
      'COPY does it without that.',
  },
  'no-command': {
    title: 'Nothing says what the image runs',
    explanation:
      'Without CMD or ENTRYPOINT the image is the base of others, or somebody gives the command: both may need ' +
      'root. Say with CMD what the image runs.',
  },
  'unknown-base': {
    title: 'It is not known which users the final image has',
    explanation:
      'The user node is known of the official node images from 4.7, 6.9.2 and 7.2 on. It is made on plain Alpine, ' +
      'Debian and Ubuntu where the container starts node. For another base, add a user yourself, or give the prefix ' +
      'of your mirror with `--image-mirror`.',
  },
  'other-user': {
    title: 'The files are somebody else’s, who does not run the container',
    explanation:
      'The file makes a user, or gives the application to one, and never changes to it. A second user beside it ' +
      'would be a guess, may have its number already, and could not write what belongs to the first. Write `USER` ' +
      'with its name above CMD, and give it the folders that the program writes to.',
  },
  'no-shell': {
    title: 'A folder is missing, and the image has no shell to make it',
    explanation:
      'A volume, or the folder of the application, has to belong to nonroot. In a distroless image nothing can ' +
      'make it. Make it in the builder, and copy it as nonroot’s.',
  },
  'unknown-user': {
    title: 'The user of the image comes from a variable',
    explanation:
      'USER names a build argument, so that who runs is decided elsewhere. It is left alone.',
    advice: 'Name the user in USER itself.',
  },
  'explicit-root': {
    title: 'The file asks for root',
    explanation:
      'The last USER, or the service in the compose file, is root. Somebody wrote that for a reason. Remove ' +
      'it if the reason is gone, and run again.',
  },
  'root-required': {
    title: 'What the container starts needs root',
    explanation:
      'Cron, sshd, nginx, package installs at start, chown, and entrypoints that drop privileges themselves ' +
      '(gosu, su-exec) must begin as root. So must containers that use the Docker socket or devices.',
    advice: 'Let the container stay root, or do in the build what needs it.',
  },
  'unread-script': {
    title: 'A script that the container starts could not be read',
    explanation:
      'The script is not in the build context, or a RUN made it. It may need root, so root stays. Run ' +
      'slim-dockerfile where the script is, or name the build context with `--context`.',
  },
  'unread-run': {
    title: 'A RUN could not be read',
    explanation:
      'The text is no plain shell, or another program than sh reads it. It may install what needs root, such as ' +
      'cron or the client of Docker.',
    advice: 'Write it as plain shell, or write USER node yourself.',
  },
  'script-mode': {
    title: 'Only root may run the script that the container starts',
    explanation:
      'A `chmod` gives the right to run it to its owner alone, who is root. Use `chmod 755`.',
  },
  'home-cache': {
    title: 'Something that is needed at run time lies in root’s home',
    explanation:
      'Tools such as puppeteer, playwright, cypress and corepack keep programs below /root, which node can’t ' +
      'enter. Set their folder to a shared one (PUPPETEER_CACHE_DIR, PLAYWRIGHT_BROWSERS_PATH, COREPACK_HOME), or ' +
      'start without them.',
  },
  'root-group': {
    title: 'The image is prepared for OpenShift',
    explanation:
      'Its files belong to group 0 and are writable for it, since OpenShift runs images as a random user of ' +
      'that group. Giving them to node:node would lock that user out. The image is left as it is.',
  },
  'root-folder': {
    title: 'The program starts where node can’t work',
    explanation:
      'The working directory is /root, the file system’s root or a folder of the system, where node may not write. Give ' +
      'the application a folder such as /app with WORKDIR, or write WORKDIR above its start where it has one.',
  },
  'writes-modules': {
    title: 'The start command writes into node_modules',
    explanation:
      'Development servers, `prisma generate` and patch-package write below node_modules, which belongs to root. Move ' +
      'that step into the build, or install in a builder and take node_modules from it with COPY: then node gets them.',
  },
  'writes-outside': {
    title: 'The program uses folders outside its own',
    explanation:
      'A source names an absolute path that only root may write. Create the folder in the Dockerfile and give ' +
      'it to node, or move it below the application’s folder.',
  },
} satisfies Readonly<Record<string, Rule>>;
