/** A folder with a mirror manifest, a home and a state directory of its own, in which the program is run. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest } from '@jest/globals';
import { stringify } from 'yaml';
import type { Report, ReportFinding, ReportMirrorRow } from '../../src/report/model.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { type CliEnd, type CliOptions, runCli, type StartedCli, startCli } from './program.ts';

// Several runs of the program fit into one test; each has its own, shorter limit.
jest.setTimeout(150_000);

export interface ReportedRun extends CliEnd {
  readonly report: Report;
}

export interface Workspace {
  readonly directory: string;
  /** Environment of the program; tests may add to it. */
  readonly env: Record<string, string>;
  path(...names: string[]): string;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Writes `mirror.yaml`; `version: 1` is added. */
  manifest(value: object): void;
  /** Runs a command with `--json report.json`; fails the test when no report was written. */
  run(...args: string[]): Promise<ReportedRun>;
  /** Runs exactly these arguments. */
  runBare(args: readonly string[], options?: Partial<CliOptions>): Promise<CliEnd>;
  start(...args: string[]): StartedCli;
  report(): Report;
  forgetState(): void;
}

export function makeWorkspace(): Workspace {
  const directory = temporaryDirectory('e2e');
  const path = (...names: string[]): string => join(directory, ...names);
  for (const name of ['home', 'docker', 'run']) mkdirSync(path(name));
  const env: Record<string, string> = {
    HOME: path('home'),
    XDG_STATE_HOME: path('state'),
    XDG_CONFIG_HOME: path('home', '.config'),
    XDG_RUNTIME_DIR: path('run'),
    DOCKER_CONFIG: path('docker'),
    NO_COLOR: '1',
  };
  const report = (): Report => JSON.parse(readFileSync(path('report.json'), 'utf8'));
  const withJson = (args: readonly string[]): string[] => [...args, '--json', 'report.json'];
  return {
    directory,
    env,
    path,
    write: (name, text) => writeFileSync(path(name), text),
    read: (name) => readFileSync(path(name), 'utf8'),
    manifest: (value) => writeFileSync(path('mirror.yaml'), stringify({ version: 1, ...value })),
    run: async (...args) => {
      rmSync(path('report.json'), { force: true });
      const end = await runCli(withJson(args), { cwd: directory, env });
      if (!existsSync(path('report.json'))) throw new Error(`no report was written:\n${end.stderr}`);
      return { ...end, report: report() };
    },
    runBare: (args, options) => runCli(args, { cwd: directory, env, ...options }),
    start: (...args) => startCli(withJson(args), { cwd: directory, env }),
    report,
    forgetState: () => rmSync(path('state'), { recursive: true, force: true }),
  };
}

/** Every row of a report with the image it belongs to, in report order. */
export function rowsOf({ images }: Report): readonly (ReportMirrorRow & { readonly source: string })[] {
  return images.flatMap(({ mirrors, source }) => mirrors.map((row) => ({ ...row, source })));
}

/** The outcomes of all rows, `mirror outcome` each, without repetition. */
export function outcomesOf(report: Report, mirror?: string): readonly string[] {
  const rows = rowsOf(report).filter((row) => mirror === undefined || row.mirror === mirror);
  return [...new Set(rows.map(({ outcome }) => outcome))].sort();
}

export function findingsOf(report: Report, rule: string): readonly ReportFinding[] {
  return report.findings.filter((finding) => finding.rule === rule);
}

/** Fails with what the program said, which a bare code would not tell. */
export function expectExit({ code, stderr }: CliEnd, wanted: number): void {
  expect({ code, stderr: code === wanted ? '' : stderr }).toEqual({ code: wanted, stderr: '' });
}
