// What went to and from a registry, by its own log: requests by kind, bytes of content out, and bytes of content that it took.
import { answersIn, kindOf } from './tally.mjs';

const ACCEPTED = 201;

/**
 * `{ requests, byKind, bytesOut, bytesIn, writes }` of these registries together. `sizes` has the bytes of every digest, and of
 * every manifest by `REPOSITORY:TAG`: the log says what was taken, and not how long it was. `writes` are answers that changed
 * something.
 */
export async function readTraffic(registries, sizes) {
  const traffic = { requests: 0, byKind: {}, bytesOut: 0, bytesIn: 0, writes: 0 };
  for (const { logFile } of registries) {
    for await (const entry of answersIn(logFile)) addAnswer(traffic, entry, sizes);
  }
  return traffic;
}

function addAnswer(traffic, entry, sizes) {
  const method = entry['http.request.method'];
  const target = entry['http.request.uri'];
  const kind = kindOf(method, target);
  traffic.requests += 1;
  traffic.byKind[kind] = (traffic.byKind[kind] ?? 0) + 1;
  if (method === 'GET' && entry['http.response.status'] < 400)
    traffic.bytesOut += entry['http.response.written'] ?? 0;
  if (method === 'HEAD' || method === 'GET' || entry['http.response.status'] !== ACCEPTED) return;
  traffic.writes += 1;
  if (method === 'PUT') traffic.bytesIn += sizes.get(contentOf(target)) ?? 0;
}

/** The digest of an upload, or the manifest by its digest or as REPOSITORY:TAG. */
function contentOf(target) {
  const url = new URL(target, 'http://registry');
  const digest = url.searchParams.get('digest');
  if (digest !== null) return digest;
  const [, repository, reference] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url.pathname) ?? [];
  return reference?.includes(':') ? reference : `${repository}:${reference}`;
}

/** The sizes that readTraffic needs. */
export function sizesOf(images) {
  const sizes = new Map();
  for (const { repository, tag, digest, bytes, blobs, children = [] } of images) {
    sizes.set(digest, bytes.length);
    if (tag !== undefined) sizes.set(`${repository}:${tag}`, bytes.length);
    for (const each of [...blobs, ...children]) sizes.set(each.digest, each.bytes.length);
  }
  return sizes;
}
