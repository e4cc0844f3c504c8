/** Commands about policies in one process, over real files in a folder of their own. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach } from '@jest/globals';
import type { RawOptions } from '../../../src/commands/options.ts';
import type { Report } from '../../../src/report/model.ts';
import { run } from '../../../src/run.ts';
import {
  createRecordingHost,
  type RecordingHost,
  type RecordingHostOptions,
} from '../../fakes/recording-host.ts';

const hosts: RecordingHost[] = [];
afterEach(() => {
  for (const host of hosts.splice(0)) host.dispose();
});

export interface Stage {
  readonly host: RecordingHost;
  /** Runs a command; null where it wrote no report. */
  run(command: string, options?: RawOptions, positionals?: readonly string[]): Promise<Ended>;
  write(path: string, text: string): void;
  read(path: string): string;
  has(path: string): boolean;
}

export interface Ended {
  readonly code: number;
  readonly report: Report;
  /** `rule file:line`, in the report's order. */
  readonly told: readonly string[];
}

export function stage(files: Readonly<Record<string, string>>, options: RecordingHostOptions = {}): Stage {
  const host = createRecordingHost({ files, env: {}, ...options });
  hosts.push(host);
  return {
    host,
    run: async (command, given = {}, positionals = []) => {
      const raw = { json: '.report.json', state: '.state', ...given };
      const code = await run({ command, positionals, options: raw }, host);
      const report: Report = JSON.parse(readFileSync(host.path('.report.json'), 'utf8'));
      const told = report.findings.map(({ rule, file, line }) => `${rule} ${file ?? '-'}:${line ?? '-'}`);
      return { code, report, told };
    },
    write: (path, text) => {
      mkdirSync(dirname(host.path(path)), { recursive: true });
      writeFileSync(host.path(path), text);
    },
    read: (path) => readFileSync(host.path(path), 'utf8'),
    has: (path) => existsSync(host.path(path)),
  };
}

/** An ImageDigestMirrorSet, or an ImageTagMirrorSet, of one source. */
export function mirrorSet(kind: 'Digest' | 'Tag', source: string, mirrors: readonly string[]): string {
  return `apiVersion: config.openshift.io/v1
kind: Image${kind}MirrorSet
metadata: { name: ${kind.toLowerCase()} }
spec:
  image${kind}Mirrors:
    - source: ${source}
      mirrors: [${mirrors.join(', ')}]
`;
}

export const MANIFEST = `version: 1
mirrors:
  - { name: eu, target: eu.example.com/mirror }
  - { name: us, target: us.example.com/cache }
images:
  - { source: docker.io/library/redis, tags: ["7.4@sha256:${'1'.repeat(64)}"] }
`;
