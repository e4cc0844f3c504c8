/** A mirror manifest out of short words. */
import type { MirrorFile } from '../../src/files/mirrorfile.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';

export const MIRRORS = `mirrors:
  - { name: eu, target: registry.eu.example.com/mirror }
  - { name: us, target: "us.example.com:5000" }
  - { name: new, target: new.example.com, state: filling }
  - { name: old, target: old.example.com, state: retired }
  - { name: vault, target: "oci:./vault" }
`;

/** Images in flow style, one a line, below the usual mirrors; `top` is more of the top level. */
export function manifest(images: readonly string[], top = '', mirrors = MIRRORS): MirrorFile {
  const lines = images.map((image) => `  - { ${image} }\n`).join('');
  const { file, findings } = readMirrorFile(`version: 1\n${top}${mirrors}images:\n${lines}`, 'mirror.yaml');
  if (file === null) throw new Error(JSON.stringify(findings));
  return file;
}

export const REDIS = 'source: docker.io/library/redis, tags: ["7.4"]';
export const TOOL = 'source: quay.io/acme/tool, tags: ["1.0"], allowMirrorByTags: true';
