/** Platforms of index entries and of the mirror manifest's `platforms:` list. */
import { quoted } from './quoted.ts';
import type { Parsed } from './reference.ts';

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly osVersion?: string;
}

/** Other names of an architecture (containerd platforms, Normalize); some name a variant too. */
const ARCHITECTURE_ALIASES: ReadonlyMap<
  string,
  { readonly architecture: string; readonly variant?: string }
> = new Map([
  ['x86_64', { architecture: 'amd64' }],
  ['x86-64', { architecture: 'amd64' }],
  ['aarch64', { architecture: 'arm64' }],
  ['i386', { architecture: '386' }],
  ['armhf', { architecture: 'arm', variant: 'v7' }],
  ['armel', { architecture: 'arm', variant: 'v6' }],
]);

/** What no variant means, where an architecture has variants. */
const DEFAULT_VARIANTS: ReadonlyMap<string, string> = new Map([
  ['amd64', 'v1'],
  ['arm64', 'v8'],
  ['arm', 'v7'],
]);

const LONGEST_PLATFORM = 128;

/**
 * `linux/amd64`, `linux/arm64/v8`, `windows(10.0.17763)/amd64`, with aliases resolved. A variant stays absent where none
 * was written, because that asks for any variant.
 */
export function parsePlatform(text: string): Parsed<Platform> {
  const parts = text.length > LONGEST_PLATFORM ? [] : text.split('/');
  const [os, architecture, variant] = parts;
  if (os === undefined || architecture === undefined || parts.length > 3) {
    return { ok: false, why: `a platform is written OS/ARCH or OS/ARCH/VARIANT, not ${quoted(text)}` };
  }
  const osParts = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]+)\))?$/.exec(os);
  if (osParts === null) return { ok: false, why: `${quoted(os)} is not an operating system` };
  if (!/^[A-Za-z0-9_-]+$/.test(architecture)) {
    return { ok: false, why: `${quoted(architecture)} is not an architecture` };
  }
  if (variant !== undefined && !/^[A-Za-z0-9_.-]+$/.test(variant)) {
    return { ok: false, why: `${quoted(variant)} is not a variant` };
  }
  const platform = { os: osParts[1] ?? os, architecture, ...(variant !== undefined && { variant }) };
  const osVersion = osParts[2];
  return { ok: true, value: normalise(osVersion === undefined ? platform : { ...platform, osVersion }) };
}

/** `linux/arm64/v8`. Characters that no platform has (it may come from a registry) are shown as `?`. */
export function formatPlatform(platform: Platform): string {
  const version = platform.osVersion === undefined ? '' : `(${platform.osVersion})`;
  const variant = platform.variant === undefined ? '' : `/${platform.variant}`;
  return `${platform.os}${version}/${platform.architecture}${variant}`.replace(/[^A-Za-z0-9_.()/-]/g, '?');
}

/**
 * Whether an index entry's platform is what was asked for. Without a variant any variant matches; with one it must be
 * equal after normalisation, where none means the default (`arm64` is `arm64/v8`, `arm` is `arm/v7`).
 */
export function platformMatches(wanted: Platform, have: Platform): boolean {
  const left = normalise(wanted);
  const right = normalise(have);
  if (left.os !== right.os || left.architecture !== right.architecture) return false;
  if (left.variant !== undefined && variantOf(left) !== variantOf(right)) return false;
  return left.osVersion === undefined || `${right.osVersion ?? ''}.`.startsWith(`${left.osVersion}.`);
}

function normalise(platform: Platform): Platform {
  const os = platform.os.toLowerCase();
  const written = platform.architecture.toLowerCase();
  const { architecture, variant: named } = ARCHITECTURE_ALIASES.get(written) ?? { architecture: written };
  const variant = normaliseVariant(architecture, platform.variant) ?? named;
  return {
    os: os === 'macos' ? 'darwin' : os,
    architecture,
    ...(variant !== undefined && { variant }),
    ...(platform.osVersion !== undefined && { osVersion: platform.osVersion }),
  };
}

/** `8` and `v8.0` are `v8`; an empty variant is none. */
function normaliseVariant(architecture: string, variant: string | undefined): string | undefined {
  if (variant === undefined || variant === '') return undefined;
  const lower = variant.toLowerCase();
  if (!DEFAULT_VARIANTS.has(architecture)) return lower;
  return lower.replace(/^v?([0-9]+)(?:\.0)?$/, 'v$1').replace(/^([0-9])/, 'v$1');
}

function variantOf(platform: Platform): string {
  return platform.variant ?? DEFAULT_VARIANTS.get(platform.architecture) ?? '';
}
