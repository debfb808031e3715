import type { ChildProcess } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildahRunWords, buildWords } from './commands.js';
import {
  type Build,
  type Container,
  type Engine,
  EngineError,
  type ImageFacts,
  type Start,
  stopPatience,
} from './engine.js';
import { exitOf, type Program } from './execute.js';
import { bytesOf, imageFacts, type PrintedConfig } from './image-facts.js';
import { firstProcess, userOf } from './processes.js';
import { secondsSince } from './seconds.js';

/** Buildah starts no containers of its own, but it runs commands in what it built. */
export class BuildahEngine implements Engine {
  readonly name = 'buildah';
  readonly #program: Program;
  #isolation: string | undefined;

  constructor(
    readonly version: string,
    program: Program,
  ) {
    this.#program = program;
  }

  async build(build: Build, log: string): Promise<void> {
    await this.#program.logged(buildWords('buildah', build), log);
  }

  async inspect(tag: string): Promise<ImageFacts> {
    const { config, rootfs } = await this.#printed(tag);
    const [image] = JSON.parse(await this.#program.ask(['images', '--json', tag])) as {
      size?: string;
    }[];
    return imageFacts(config, bytesOf(image?.size ?? ''), rootfs?.diff_ids?.length ?? 0);
  }

  async has(image: string): Promise<boolean> {
    return (await this.#program.run(['inspect', '--type', 'image', image])).code === 0;
  }

  async start(start: Start, log: string): Promise<Container> {
    const { tag, name, environment } = start;
    const { config } = await this.#printed(tag);
    const words = [...(config.Entrypoint ?? []), ...(start.command ?? config.Cmd ?? [])];
    if (words.length === 0) throw new EngineError('The image has no command.');
    await this.#program.ask(['from', '--pull-never', '--name', name, tag]);
    this.#isolation ??= await this.#isolationFor(name);
    const root = (await this.#program.ask(['mount', name])).trim();
    const run = buildahRunWords(name, this.#isolation, environment, words);
    const child = this.#program.spawn(run, log, { signal: this.#program.signal });
    const signal = (config as { StopSignal?: string }).StopSignal ?? 'SIGTERM';
    return new BuildahContainer(name, child, { root, log, signal }, this.#program);
  }

  async removeImage(tag: string): Promise<void> {
    await this.#program.sweep(['rmi', '--force', tag]);
  }

  async #printed(tag: string) {
    const text = await this.#program.ask(['inspect', '--type', 'image', tag]);
    const { Docker } = JSON.parse(text) as {
      Docker: { config: PrintedConfig; rootfs?: { diff_ids?: readonly string[] } };
    };
    return Docker;
  }

  /** Processes of their own number need an OCI runtime that works here; chroot always does. */
  async #isolationFor(container: string): Promise<string> {
    const words = buildahRunWords(container, 'oci', [], ['/no/such/program']);
    const { errors } = await this.#program.run(words);
    return /no such file|not found/i.test(errors) ? 'oci' : 'chroot';
  }
}

interface Place {
  /** Where the file system of the container is seen from here. */
  readonly root: string;
  readonly log: string;
  readonly signal: string;
}

class BuildahContainer implements Container {
  #ended: number | undefined;
  readonly #end: Promise<number>;

  constructor(
    readonly name: string,
    readonly child: ChildProcess,
    readonly place: Place,
    readonly program: Program,
  ) {
    this.#end = exitOf(child).catch(() => 1);
    void this.#end.then((code) => (this.#ended = code));
  }

  /** On this machine's network a port is what it is. */
  async address(port: number) {
    return { host: '127.0.0.1', port };
  }

  async exitCode(): Promise<number | undefined> {
    return this.#ended;
  }

  /** Buildah runs no health checks. */
  async health(): Promise<undefined> {
    return undefined;
  }

  async user(): Promise<string | undefined> {
    const process = firstProcess(this.child.pid);
    return process === undefined ? undefined : userOf(process);
  }

  async holds(path: string): Promise<boolean | undefined> {
    if (!existsSync(this.place.root)) return undefined;
    return lstatSync(join(this.place.root, path), { throwIfNoEntry: false }) !== undefined;
  }

  async stop(): Promise<number | undefined> {
    const first = firstProcess(this.child.pid);
    const started = process.hrtime.bigint();
    if (first !== undefined) signalTo(first, this.place.signal);
    const patience = AbortSignal.timeout(stopPatience * 1000);
    const late = new Promise<'late'>((resolve) => {
      patience.addEventListener('abort', () => resolve('late'));
    });
    if ((await Promise.race([this.#end, late])) !== 'late') return secondsSince(started);
    if (first !== undefined) signalTo(first, 'SIGKILL');
    await this.#end;
    return undefined;
  }

  async output(): Promise<string> {
    return readFileSync(this.place.log, 'utf8');
  }

  async remove(): Promise<void> {
    const first = firstProcess(this.child.pid);
    if (this.#ended === undefined && first !== undefined) signalTo(first, 'SIGKILL');
    this.child.kill();
    await this.#end;
    await this.program.sweep(['umount', this.name]);
    await this.program.sweep(['rm', this.name]);
  }
}

/** A process that is gone needs no signal. */
function signalTo(pid: number, signal: string): void {
  const name = /^\d+$/.test(signal) ? Number(signal) : (signal as NodeJS.Signals);
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}
