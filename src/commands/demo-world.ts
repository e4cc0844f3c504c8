/** The world of the demo: a source with a few images, two empty mirrors, and the mirror manifest that connects them. */
import type { EmbeddedRegistry, PushedImage, SampleImage, Servers } from './command.ts';

export interface DemoWorld {
  readonly source: EmbeddedRegistry;
  readonly eu: EmbeddedRegistry;
  readonly us: EmbeddedRegistry;
  /** Text of the mirror manifest. */
  readonly manifest: string;
  close(): Promise<void>;
}

const ARCHITECTURES = ['amd64', 'arm64'];
/** The layer that all images begin with: it is read once and mounted where it is needed again. */
const BASE = { path: 'usr/lib/os-release', text: 'NAME="Demo OS"', sizeBytes: 300_000 };

export async function startWorld(servers: Servers): Promise<DemoWorld> {
  const started: EmbeddedRegistry[] = [];
  const close = async () => {
    await Promise.all(started.map((registry) => registry.close()));
  };
  const start = async () => {
    const registry = await servers.startEmbedded();
    started.push(registry);
    return registry;
  };
  try {
    const source = await start();
    const eu = await start();
    const us = await start();
    const os = await source.push('base/os', '24.04', { architectures: ARCHITECTURES, layers: [BASE] });
    for (const tag of ['1.9.0', '2.0.0', '2.1.0']) await source.push('shop/api', tag, program('api', tag));
    await pushWeb(source, 'first build');
    return { source, eu, us, manifest: manifestOf({ source, eu, us, os }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Pushes `shop/web:1.4`; another `build` makes the tag move. */
export function pushWeb(registry: EmbeddedRegistry, build: string, path = 'shop/web'): Promise<PushedImage> {
  return registry.push(path, '1.4', program('web', build));
}

function program(name: string, version: string): SampleImage {
  const layer = { path: `usr/bin/${name}`, text: `${name} ${version}`, sizeBytes: 120_000 };
  return { architectures: ARCHITECTURES, layers: [BASE, layer] };
}

interface Named extends Pick<DemoWorld, 'source' | 'eu' | 'us'> {
  readonly os: PushedImage;
}

function manifestOf({ source, eu, us, os }: Named): string {
  return `version: 1
mirrors:
  - { name: eu, target: "${eu.address}/mirror" }
  - { name: us, target: "${us.address}/mirror" }
images:
  - source: ${source.address}/shop/web
    tags: ["1.4"]
    allowMirrorByTags: true              # mirrors get this tag too; others only digests
  - source: ${source.address}/shop/api
    select: { semver: ">=2.0.0", latest: 2 }
  - ${source.address}/base/os:24.04@${os.digest}
`;
}
