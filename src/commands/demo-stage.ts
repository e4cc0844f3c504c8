/** Where the demo's story is played: runs the real commands, keeps their reports, tells the audience. */
import { join } from 'node:path';
import type { Host } from '../host/host.ts';
import type { Report } from '../report/model.ts';
import type { Command, CommandDoor } from './command.ts';
import type { Options } from './options.ts';
import { publish } from './publish.ts';

/** What one command did. */
export interface Played {
  readonly report: Report;
  readonly exitCode: number;
  /** What it logged for people. */
  readonly lines: readonly string[];
}

/** Thrown when a step did not end as the story says. */
export class WentOtherwise extends Error {}

export class DemoStage {
  readonly folder: string;
  readonly #door: CommandDoor;
  #reports = 0;

  constructor(door: CommandDoor, folder: string) {
    this.#door = door;
    this.folder = folder;
  }

  /** Runs a command as a user in the folder would, and keeps its report there. */
  async play(command: Pick<Command, 'name' | 'run'>, options: Partial<Options> = {}): Promise<Played> {
    const lines: string[] = [];
    const host = quietHost(this.#door.host, (line) => lines.push(line.replaceAll(`${this.folder}/`, '')));
    this.#reports += 1;
    const report = join(this.folder, `report-${this.#reports}-${command.name}`);
    const own: Options = {
      ...this.#door.options,
      manifest: join(this.folder, 'mirror.yaml'),
      state: join(this.folder, 'state'),
      json: `${report}.json`,
      summary: `${report}.md`,
      html: `${report}.html`,
      ...options,
    };
    const door = { ...this.#door, host, options: own, positionals: [], startedAtMs: host.clock.now() };
    const end = await command.run(door);
    this.#door.signal.throwIfAborted();
    if (end.report === null) throw new WentOtherwise(`${command.name} made no report`);
    const isWritten = await publish(end.report, own, host);
    this.expect(isWritten, `the reports of ${command.name} are written`);
    return { report: end.report, exitCode: end.exitCode, lines };
  }

  /** Shows lines to the audience. */
  tell(...lines: readonly string[]): void {
    if (!this.#door.options.quiet) this.#door.host.display.show(lines.join('\n'));
  }

  style(name: 'bold' | 'dim' | 'green', text: string): string {
    return this.#door.host.display.style(name, text);
  }

  /** Throws WentOtherwise unless what the story says came true. */
  expect(cameTrue: boolean, what: string): void {
    if (!cameTrue) throw new WentOtherwise(`the demo expected: ${what}`);
  }
}

/** The same host with nobody watching: the demo tells what matters by itself. */
function quietHost(host: Host, onInfo: (line: string) => void): Host {
  const nothing = () => undefined;
  const nothingYet = async () => undefined;
  return {
    ...host,
    log: { ...host.log, info: onInfo, group: (_title, work) => work() },
    display: { ...host.display, show: nothing },
    showProgress: () => nothing,
    annotate: nothing,
    setOutput: nothing,
    writeSummary: nothingYet,
    restoreState: nothingYet,
    saveState: nothingYet,
  };
}
