import type { Rule } from '../../src/transform.js';

export const rules = {
  'runtime-stage': {
    title: 'The image is built in one stage and runs in another',
    explanation:
      'The instructions that build stay as they are and become the stage `builder`. A second stage on the same ' +
      'image copies the application’s folder from it and takes over what belongs to the running container: ENV, ' +
      'LABEL, EXPOSE, VOLUME, HEALTHCHECK, ENTRYPOINT, CMD. Caches, build tools and secrets stay behind.',
  },
  'pruned-stage': {
    title: 'Development dependencies are removed before they are copied',
    explanation:
      'The file has a stage that builds and one that runs already, and the latter copies node_modules with the ' +
      'development dependencies. A step at the end of the former removes them, where nothing else uses that stage and ' +
      'nothing in the container loads one.',
  },
  'onbuild-inlined': {
    title: 'The steps of an `-onbuild` image stand in the file',
    explanation:
      'The `-onbuild` images of node copy package.json, install and copy the project by triggers that no line of ' +
      'the file shows, and their tags are frozen since 2019 at the latest. The triggers of the very tag are written ' +
      'below FROM, where Docker runs them, with WORKDIR, and the image’s CMD unless the file has a command; FROM names ' +
      'the same version without triggers. Mind that they install without the lockfile, as before.',
  },
  'go-runtime-stage': {
    title: 'A Go program runs without its toolchain',
    explanation:
      'The stage that compiles stays as it is and becomes `builder`. The image runs from Alpine, or from Debian slim ' +
      'of the same release where the program needs C, with certificates and time zones as the golang image has them. ' +
      'It gets the compiled program alone where everything else is source or embedded (`//go:embed`), else the ' +
      'folder in which the program starts, so that templates and settings are found. A shell form that only starts ' +
      'the program becomes a list.',
  },
  nginx: {
    title: 'nginx serves a built site',
    explanation:
      'With `--static nginx`, a container that only starts `serve`, `http-server` or `vite preview` gets a runtime ' +
      'stage on nginx:alpine with the folder that was served. A RUN writes its configuration: the same port (and the ' +
      'variable PORT where the server heeds it), the same fallback for pages that are no files, the same headers. It ' +
      'runs as the user nginx.',
  },
  'nginx-differences': {
    title: 'nginx does some things in its own way',
    explanation:
      'Error pages, lists of folders, log lines, ETags, redirects from *.html to shorter names, and the reload of ' +
      'what is cached differ from the server that was there. SIGQUIT, not SIGTERM, stops the container.',
  },
  'static-server': {
    title: 'A static server could not be put into words of nginx',
    explanation:
      'An option, a configuration file of the server or a HEALTHCHECK has no counterpart, the folder is that of the ' +
      'whole project, or the port is not known. Name folder and port on the command line, or write a configuration ' +
      'yourself. The rest of the file is treated as without `--static`.',
  },
  cgo: {
    title: 'A Go program uses C',
    explanation:
      'On the golang images of Debian, cgo is on, and a program that imports "C", or has a module that does, links ' +
      'glibc: it does not start on Alpine. Such a program runs on Debian slim of the same release; where that release ' +
      'or the libraries that it links are not known, the file is left alone. CGO_ENABLED=0 in the file says that the ' +
      'program builds without C.',
    advice: 'Nothing to do; a module in pure Go instead would let it run on Alpine.',
  },
  'cgo-off': {
    title: 'A Go program is compiled without cgo now',
    explanation:
      'No source and no module of go.mod is known to need C, so CGO_ENABLED=0 stands before go build: the program ' +
      'links nothing and runs on Alpine. Its lookups of hosts and users are then those of Go itself, which read ' +
      '/etc/resolv.conf and /etc/passwd and know no other name services. A module with C inside that is not in the ' +
      'table fails when it is compiled or when it is first used.',
  },
  'go-distroless': {
    title: 'A Go program could not do with a distroless image',
    explanation:
      'With `--runtime distroless`, a program that links nothing runs from gcr.io/distroless/static as nonroot. Without ' +
      'a shell, a package manager or a C library there, a shell form, a HEALTHCHECK, other programs and cgo keep it on ' +
      'Alpine or Debian slim.',
    advice: 'Do without that in the container, or leave out --runtime distroless.',
  },
  'go-sources': {
    title: 'The sources of a Go program are not known',
    explanation:
      'Whether the program needs C, reads files or starts other programs stands in its sources. Run slim-dockerfile ' +
      'where they lie, or name the build context with `--context`.',
    advice: 'Run in the project, or name the build context with --context.',
  },
  'go-program': {
    title: 'It is not known which compiled program the container starts',
    explanation:
      'The runtime stage gets what `go build` and `go install` write. ENTRYPOINT or CMD must start such a program, at ' +
      'the path where a RUN puts it: a script, `make` or a name from a variable hides that.',
  },
  'go-programs': {
    title: 'A Go program starts other programs',
    explanation:
      'os/exec and HEALTHCHECK need their programs in the runtime stage. Those of Alpine are there, and packages that ' +
      'are known to bring one are added; a name that is made up while the program runs, a shell among them, is not ' +
      'known before.',
  },
  'go-toolchain': {
    title: 'The container needs the Go toolchain',
    explanation:
      '`go run` and watchers such as air compile in the container, plugins and packages such as go/build read what ' +
      'the toolchain brings. Compile in a RUN and start the program, or leave the image as it is.',
  },
  'lockfile-not-followed': {
    title: 'The lockfile tells other versions than those that were installed',
    explanation:
      'It is copied after an install that had none, or one that had to change it because it did not fit package.json. ' +
      'The image has the newest versions of the day of its build, as before. npm prune would fetch those of the lockfile, so ' +
      'that it is removed in the builder first; npm writes another one.',
    advice: 'Copy it together with package.json, keep it up to date, and install with npm ci.',
  },
  'no-prune': {
    title: 'Development dependencies stay in the image, because it can’t be told who needs them',
    explanation:
      'At the end of the builder, development dependencies are removed where it is proven that nothing in the ' +
      'container loads one: the start command, the scripts and configuration that it reads, and the imports of the ' +
      'program’s sources. The message tells what could not be followed. Such packages stay, as they did before.',
    advice:
      'They do no harm but take room; if the container needs none of them, remove them at the end of the builder by hand.',
  },
  'dev-dependency-used': {
    title: 'A development dependency is used at run time',
    explanation:
      'The container starts or loads a package that only `devDependencies` bring: a tool such as ts-node, a plug-in ' +
      'that a configuration file reads at the start, a module that a source imports. Without it the program would ' +
      'not start, so no development dependency is removed. Move the package to `dependencies`. What stands in both ' +
      'lists counts for npm 7 and later as a development dependency.',
  },
  'foreign-base': {
    title: 'The image is not built on the official node image',
    explanation:
      'What another base image holds, and what of it a running container needs, is unknown. Name the prefix of ' +
      'your mirror of the official images with `--image-mirror`.',
  },
  'target-used': {
    title: 'Somebody builds a stage of this file by name',
    explanation:
      'A compose or bake file builds a `target` of this Dockerfile. A new last stage would change what others ' +
      'build by default. Split such a file by hand.',
  },
  'chain-of-stages': {
    title: 'The last stage goes on from one that builds',
    explanation:
      '`FROM` with the name of another stage inherits all that is in it: a build in one stage of such a chain is ' +
      'in the image of the last one. Other stages may rest on the same ones, so that none is added here. Begin ' +
      'the last stage with the image itself and copy from the other what the container needs.',
  },
  'dev-image': {
    title: 'The image is for development',
    explanation:
      'It starts a watcher or a development server, or a compose file mounts the sources over its files. Such ' +
      'an image needs everything that the build needs. Give production a Dockerfile of its own.',
  },
  'no-command': {
    title: 'Nothing says what this image runs',
    explanation:
      'Without CMD or ENTRYPOINT it is unknown what of the image is needed at run time. Add a CMD.',
  },
  'app-root': {
    title: 'The application has no folder of its own',
    explanation:
      'What goes to the runtime stage is the folder that WORKDIR and COPY fill. Without WORKDIR that is `/`, ' +
      'among system files. Note that Dockerfiles have no comments at the end of a line: `WORKDIR /app # app` ' +
      'names a folder `/app # app`.',
  },
  'outside-state': {
    title: 'A step leaves something outside the application’s folder',
    explanation:
      'The runtime stage gets the application’s folder and nothing else. A step that installs a program, adds a ' +
      'user or writes elsewhere might be needed at run time, and that can’t be told here. Keep such files below ' +
      'the application’s folder, or split the file by hand.',
  },
  'system-packages': {
    title: 'System packages are installed that the container may need',
    explanation:
      'Compilers and headers are for the build alone and stay in the builder. Other packages may be needed at ' +
      'run time; which ones can’t be told yet.',
  },
  'unread-run': {
    title: 'A RUN could not be read',
    explanation:
      'The text is no plain shell, or another program than sh reads it, so that nothing is known of what it does.',
    advice: 'Write it as plain shell, or split the file by hand.',
  },
  'service-in-run': {
    title: 'A step starts a service during the build',
    explanation:
      'What a program leaves behind that runs beside the build is unknown. Start it when the container starts.',
  },
  'cache-mount-output': {
    title: 'Files that the container needs are in a cache mount',
    explanation:
      'What a RUN writes into a cache mount is in no layer, so a COPY can’t take it along. Mount the package ' +
      'manager’s cache instead, such as /root/.npm.',
  },
  'cross-platform': {
    title: 'The builder may run on another processor than the image',
    explanation:
      '`--platform=$BUILDPLATFORM` is for builders alone; on a single stage it is kept as it is and not split.',
  },
  'host-modules': {
    title: 'No step installs the packages',
    explanation:
      'The file copies a node_modules that somebody installed before the build. A builder would have nothing that the ' +
      'container does not need, too. Install the packages in a RUN, then the stage that runs can do without the caches ' +
      'and the development dependencies.',
  },
  'compilers-stay': {
    title: 'The container may need the compilers, too',
    explanation:
      'A second stage would have everything again that the first one installs, and be hardly smaller. That is so where ' +
      'it is not known what the container starts, as with `npm start` and no package.json, or where a program of ' +
      'the container rests on all that is installed above it.',
  },
  'other-user': {
    title: 'The image runs as a user that a step creates',
    explanation:
      'The runtime stage would need the same user with the same numbers. Use the user node of the image.',
  },
  'home-cache': {
    title: 'Something that is needed at run time lies in root’s home',
    explanation:
      'puppeteer, playwright and cypress keep programs below /root/.cache, which the runtime stage does not get. ' +
      'Set their folder to one below the application’s, such as PUPPETEER_CACHE_DIR=/app/.cache.',
  },
  'program-missing': {
    title: 'The start command is a program that a step installs',
    explanation:
      'The program comes from a global install or from corepack, and the runtime stage would not have it. Make ' +
      'it a dependency of the project, or start node itself.',
  },
  'setting-order': {
    title: 'A line would mean something else in the runtime stage',
    explanation:
      'The runtime stage has every ENV, ARG and SHELL above the lines that use them. A variable or shell that ' +
      'changes below such a line would give it another value there. Move the line below the last of them.',
  },
  'yarn-pnp': {
    title: 'Yarn runs without node_modules',
    explanation:
      'With Plug’n’Play the packages stay in Yarn’s cache, which lies below the home folder from Yarn 4 on; the ' +
      'runtime stage does not get it. Set `nodeLinker: node-modules` in .yarnrc.yml.',
  },
} satisfies Readonly<Record<string, Rule>>;
