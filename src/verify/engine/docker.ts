import { buildWords, runWords, topWords } from './commands.js';
import {
  type Build,
  type Container,
  type Engine,
  EngineError,
  type EngineName,
  type Health,
  type ImageFacts,
  type Start,
  stopPatience,
} from './engine.js';
import type { Program } from './execute.js';
import { imageFacts, type PrintedImage } from './image-facts.js';
import { secondsSince } from './seconds.js';

/** Docker, and podman, whose command line is made after it. */
export class DockerEngine implements Engine {
  readonly #program: Program;

  constructor(
    readonly name: Exclude<EngineName, 'buildah'>,
    readonly version: string,
    program: Program,
  ) {
    this.#program = program;
  }

  async build(build: Build, log: string): Promise<void> {
    await this.#program.logged(buildWords(this.name, build), log);
  }

  async inspect(tag: string): Promise<ImageFacts> {
    const [image] = JSON.parse(
      await this.#program.ask(['image', 'inspect', tag]),
    ) as PrintedImage[];
    if (!image) throw new EngineError(`${this.name} does not know the image ${tag}.`);
    return imageFacts(image.Config, image.Size, image.RootFS.Layers?.length ?? 0);
  }

  async has(image: string): Promise<boolean> {
    return (await this.#program.run(['image', 'inspect', image])).code === 0;
  }

  async start(start: Start): Promise<Container> {
    try {
      await this.#program.ask(runWords(start));
    } catch (error) {
      // A container that could not be started is there all the same.
      await this.#program.sweep(['rm', '--force', start.name]);
      throw error;
    }
    return new DockerContainer(this.name, start.name, this.#program);
  }

  async removeImage(tag: string): Promise<void> {
    await this.#program.sweep(['rmi', '--force', tag]);
  }
}

/** What `inspect` prints of a container. */
interface PrintedState {
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly Health?: { readonly Status?: string } | null;
}

class DockerContainer implements Container {
  constructor(
    readonly engine: EngineName,
    readonly name: string,
    readonly program: Program,
  ) {}

  async address(port: number) {
    const [line = ''] = (await this.program.ask(['port', this.name, `${port}/tcp`])).split('\n');
    return { host: '127.0.0.1', port: Number(line.trim().split(':').at(-1)) };
  }

  async exitCode(): Promise<number | undefined> {
    const state = await this.#state();
    return state.Running ? undefined : state.ExitCode;
  }

  async health(): Promise<Health | undefined> {
    const status = (await this.#state()).Health?.Status;
    return status === 'starting' || status === 'healthy' || status === 'unhealthy'
      ? status
      : undefined;
  }

  async user(): Promise<string | undefined> {
    const { code, output } = await this.program.run(topWords(this.engine, this.name));
    return code === 0 ? output.split('\n')[1]?.trim().split(/\s+/)[1] : undefined;
  }

  async holds(path: string): Promise<boolean> {
    // To standard output, which nobody keeps: nothing is written here.
    return (await this.program.run(['cp', `${this.name}:${path}`, '-'])).code === 0;
  }

  async stop(): Promise<number | undefined> {
    const started = process.hrtime.bigint();
    await this.program.ask(['stop', '--time', String(stopPatience), this.name]);
    const seconds = secondsSince(started);
    return seconds >= stopPatience ? undefined : seconds;
  }

  async output(): Promise<string> {
    const { output, errors } = await this.program.run(['logs', this.name]);
    return output + errors;
  }

  async remove(): Promise<void> {
    await this.program.sweep(['rm', '--force', '--volumes', this.name]);
  }

  async #state(): Promise<PrintedState> {
    const format = ['--format', '{{json .State}}'];
    const text = await this.program.ask(['container', 'inspect', ...format, this.name]);
    return JSON.parse(text) as PrintedState;
  }
}
