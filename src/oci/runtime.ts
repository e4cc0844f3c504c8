/** Container runtimes as users name them: `containerd@1.7`, `cri-o@1.30`, `docker@28`. */
import { quoted } from './quoted.ts';
import type { Parsed } from './reference.ts';

/** `docker` is Docker Engine with its own image store, `docker-containerd` with the image store of containerd. */
export const RUNTIME_NAMES = ['containerd', 'cri-o', 'docker', 'docker-containerd', 'podman'] as const;

export type RuntimeName = (typeof RUNTIME_NAMES)[number];

/** Major, minor, patch. */
export type RuntimeVersion = readonly [number, number, number];

/** Every release from `lowest` up to, and without, `below`. */
export interface RuntimeRange {
  readonly lowest: RuntimeVersion;
  readonly below: RuntimeVersion;
}

/** `1.7` stands for every 1.7.x and `28` for every 28.x: what any of them cannot do is a problem. */
export interface Runtime extends RuntimeRange {
  readonly name: RuntimeName;
  readonly written: string;
}

/** For schemas and editors; `parseRuntime` gives better reasons. */
export const RUNTIME_PATTERN = `^(${RUNTIME_NAMES.join('|')})@\\d{1,6}(\\.\\d{1,6}){0,2}$`;

export const NO_VERSION_BELOW: RuntimeVersion = [0, 0, 0];
export const NO_VERSION_ABOVE: RuntimeVersion = [Infinity, 0, 0];

/** The runtime in `text`, NAME@MAJOR[.MINOR[.PATCH]]. Numbers only: builds of distributions patch, and cannot be known. */
export function parseRuntime(text: string): Parsed<Runtime> {
  const at = text.indexOf('@');
  const written = at < 0 ? text : text.slice(0, at);
  const name = RUNTIME_NAMES.find((known) => known === written);
  if (name === undefined)
    return { ok: false, why: `${quoted(written)} is no runtime that is known (${RUNTIME_NAMES.join(', ')})` };
  if (at < 0)
    return { ok: false, why: `${name} has no version; write for example ${name}@${EXAMPLES[name]}` };
  const version = text.slice(at + 1);
  if (!/^\d{1,6}(\.\d{1,6}){0,2}$/.test(version))
    return {
      ok: false,
      why: `${quoted(version)} is no version of one to three numbers, such as 28 or 1.7.13`,
    };
  return { ok: true, value: { name, written: text, ...rangeOf(version.split('.').map(Number)) } };
}

const EXAMPLES: Readonly<Record<RuntimeName, string>> = {
  containerd: '1.7',
  'cri-o': '1.30',
  docker: '28',
  'docker-containerd': '29',
  podman: '5',
};

function rangeOf([major = 0, minor, patch]: readonly number[]): RuntimeRange {
  if (minor === undefined) return { lowest: [major, 0, 0], below: [major + 1, 0, 0] };
  if (patch === undefined) return { lowest: [major, minor, 0], below: [major, minor + 1, 0] };
  return { lowest: [major, minor, patch], below: [major, minor, patch + 1] };
}

/** Whether some release is in both. */
export function rangesOverlap(one: RuntimeRange, other: RuntimeRange): boolean {
  return compareVersions(one.lowest, other.below) < 0 && compareVersions(other.lowest, one.below) < 0;
}

/** Below 0 where `left` is the older. */
export function compareVersions(left: RuntimeVersion, right: RuntimeVersion): number {
  return compare(left[0], right[0]) || compare(left[1], right[1]) || compare(left[2], right[2]);
}

function compare(left: number, right: number): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** `1.7.0` */
export function formatVersion(version: RuntimeVersion): string {
  return version.join('.');
}
