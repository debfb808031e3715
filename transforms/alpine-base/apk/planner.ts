import { type Dockerfile } from '../../../src/dockerfile/index.js';
import { isPartOf } from '../../../src/edits.js';
import type { PackageCommand } from '../../../src/packages/index.js';
import { type Command, commandText, type Word } from '../../../src/shell/index.js';
import {
  type Added,
  type Listed,
  listedBy,
  type Named,
  namedBy,
  removed,
  samePackages,
  writtenNames,
} from './installs.js';
import { useOf } from './debs.js';
import { separatorAfter } from './separator.js';
import { aptFileIn, leftoverOf } from './leftovers.js';
import { isRefusal, type Refusal, refusal } from './names.js';
import { foreignObstacle, packagingObstacle } from './obstacles.js';
import { Planning, type Plan } from './plan.js';
import { rewordedAs } from './rewriter.js';
import { idleSources } from './sources.js';
import { answersBefore, linkOf, type Step } from './step.js';
import type { System } from './system.js';
import { configuresZone, zoneUnset } from './zone.js';

/**
 * Plans how a RUN does by apk what it did by apt.
 *
 * @param added what the stage has so far; what this RUN adds goes in
 */
export function planOf(file: Dockerfile, step: Step, system: System, added: Added): Plan | Refusal {
  return new Planner(file, step, system, added).plan();
}

class Planner {
  readonly #plan = new Planning();

  constructor(
    readonly file: Dockerfile,
    readonly step: Step,
    readonly system: System,
    readonly added: Added,
  ) {}

  plan(): Plan | Refusal {
    const idle = idleSources(this.step, this.system.sources);
    for (const link of idle) this.#plan.goes.add(link);
    for (const command of this.step.commands) {
      if (idle.some((link) => isPartOf(command, link))) {
        this.#plan.idle.push(command);
        continue;
      }
      const read = this.step.packages.get(command);
      const refused = read ? this.#read(read) : this.#other(command);
      if (refused) return refused;
    }
    for (const [command, named] of this.#plan.installs) this.#install(command, named);
    for (const name of this.#plan.deleted)
      if (this.#plan.packages.delete(name)) this.#plan.passing.add(name);
    return this.#plan;
  }

  #read(read: PackageCommand): Refusal | undefined {
    const obstacle = packagingObstacle(read);
    if (obstacle) return obstacle;
    if (read.action === 'install') return this.#add(read);
    const listed = listedBy(read, this.step);
    if (isRefusal(listed)) return listed;
    if (read.action === 'upgrade') return this.#upgrade(read, listed);
    return listed.length > 0 ? this.#remove(read, listed) : this.#leave(read.command);
  }

  #add(read: PackageCommand): Refusal | undefined {
    const named = namedBy(read, this.step, this.system);
    if (isRefusal(named)) return named;
    this.#plan.named.push(...named);
    if (named.every(({ alpine }) => alpine.length === 0)) return this.#leave(read.command);
    this.#plan.installs.set(read.command, named);
    for (const { debian, alpine } of named) this.added.set(debian, alpine);
    return undefined;
  }

  #upgrade(read: PackageCommand, [first]: readonly Listed[]): Refusal | undefined {
    if (first)
      return refusal(
        'system-packages',
        `"${read.verb?.text} ${first.debian}" has no counterpart on Alpine`,
      );
    this.#reword(read, 'apk upgrade --no-cache');
    return undefined;
  }

  /** What was added for this RUN alone goes under one name (handbook C63). */
  #remove(read: PackageCommand, listed: readonly Listed[]): Refusal | undefined {
    const pair = [...this.#plan.installs].find(([, others]) => samePackages(listed, others));
    const virtual = pair && this.#virtualName();
    const names = virtual === undefined ? removed(listed, this.added) : [virtual];
    for (const { debian } of listed) this.added.delete(debian);
    if (names.length === 0) return this.#leave(read.command);
    const words = read.packages.map(({ word }) => word);
    this.#reword(read, 'apk del', words.slice(0, -1));
    // What joins the next command may stand on the line of the last name.
    const last = words.at(-1);
    if (last) this.#plan.written.push({ start: last.start, end: last.end, text: names.join(' ') });
    if (pair && virtual !== undefined) this.#install(...pair, virtual);
    else for (const name of names) this.#plan.deleted.add(name);
    return undefined;
  }

  #virtualName(): string {
    const count = this.#plan.written.filter(({ text }) => text.includes('--virtual')).length;
    return count === 0 ? '.build-deps' : `.build-deps-${count + 1}`;
  }

  #install(command: Command, named: readonly Named[], virtual?: string): void {
    const { installs, written, gone, packages, passing } = this.#plan;
    installs.delete(command);
    const name = virtual === undefined ? '' : ` --virtual ${virtual}`;
    this.#reword(this.step.packages.get(command)!, `apk add --no-cache${name}`);
    const words = writtenNames(named, (word, names) => this.#joined(word, names));
    // Two installs may take the same list.
    written.push(...words.edits.filter(({ start }) => !written.some((one) => one.start === start)));
    gone.push(...words.gone);
    for (const one of words.packages) (virtual === undefined ? packages : passing).add(one);
    const plain = virtual === undefined && named.every(({ list }) => list === undefined);
    if (plain && words.last) this.#plan.last ??= words.last;
  }

  /** Several names in place of one, each on a line of its own where the one was. */
  #joined(word: Word, names: readonly string[]): string {
    const place = this.step.script.place(word);
    return names.length < 2
      ? names.join('')
      : names.join(separatorAfter(this.file, this.step.at, place));
  }

  #reword(read: PackageCommand, text: string, others: readonly Word[] = []): void {
    const { gone, written } = rewordedAs(read, text, others);
    this.#plan.gone.push(...gone, ...answersBefore(this.step, read.command));
    this.#plan.written.push(...written);
  }

  /** A command that has nothing to do on Alpine. */
  #leave(command: Command): Refusal | undefined {
    const link = linkOf(this.step, command);
    if (link) this.#plan.goes.add(link);
    return link
      ? undefined
      : refusal('system-packages', `"${commandText(command)}" can't be taken out of its place`);
  }

  /** A package file that is fetched and installed by hand comes from apk. */
  #file(command: Command): boolean {
    const { deb } = this.system;
    const use = deb && useOf(command, deb);
    const link = use && linkOf(this.step, command);
    if (!use || !link) return false;
    this.#plan.idle.push(command);
    if (use !== 'install') this.#plan.goes.add(link);
    else {
      const { written, gone, packages } = this.#plan;
      const [program, ...rest] = command.words as [Word, ...Word[]];
      written.push({
        start: program.start,
        end: program.end,
        text: `apk add --no-cache ${deb.name}`,
      });
      gone.push(...rest);
      packages.add(deb.name);
      this.added.set(deb.name, [deb.name]);
    }
    return true;
  }

  #zone(command: Command): Refusal | undefined {
    if (!this.system.zoneSet) return zoneUnset();
    this.#plan.idle.push(command);
    return this.#leave(command);
  }

  #other(command: Command): Refusal | undefined {
    if (this.#file(command)) return undefined;
    if (configuresZone(command)) return this.#zone(command);
    const leftover = leftoverOf(command);
    const link = leftover === 'all' ? linkOf(this.step, command) : undefined;
    if (link) this.#plan.goes.add(link);
    else if (leftover !== 'all') this.#plan.gone.push(...leftover);
    if (link) return undefined;
    const path = leftover.length === 0 ? aptFileIn(command) : undefined;
    return path === undefined
      ? foreignObstacle(command)
      : refusal(
          'system-packages',
          `${command.words[0]?.text} works on ${path}, which Alpine does not have`,
        );
  }
}
