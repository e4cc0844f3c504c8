/** PROVISIONAL */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Descriptor } from './descriptor.ts';
import type { Digest } from './digest.ts';
export type LayerContent =
  | { readonly kind: 'decoded'; readonly diffId: Digest }
  | { readonly kind: 'undecodable'; readonly why: string };
export async function readLayer(
  chunks: AsyncIterable<Uint8Array>,
  _layer: Descriptor,
  _o: { signal: AbortSignal },
): Promise<LayerContent> {
  const parts: Uint8Array[] = [];
  for await (const c of chunks) parts.push(c);
  const all = Buffer.concat(parts);
  try {
    const tar = all[0] === 0x1f ? gunzipSync(all) : all;
    return { kind: 'decoded', diffId: `sha256:${createHash('sha256').update(tar).digest('hex')}` as Digest };
  } catch (e) {
    return { kind: 'undecodable', why: String(e) };
  }
}
