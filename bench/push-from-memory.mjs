// node bench/push-from-memory.mjs JOB: the physical floor of copying. Reads content into memory, then pushes it to every mirror at
// once, each blob as POST and PUT, with nothing hashed and nothing asked. Prints the wall and CPU time of the pushing as JSON.
// JOB: a JSON file of { mirrors: [URL], images: [{ repository, tag, mediaType, manifest, blobs: [{ digest, file }] }] }.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const { mirrors, images } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const agent = new Agent({ keepAlive: true, noDelay: true });
const content = new Map();
for (const { file } of images.flatMap(({ blobs }) => blobs)) {
  if (!content.has(file)) content.set(file, readFileSync(file));
}
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await Promise.all(mirrors.flatMap((mirror) => images.map((image) => pushImage(mirror, image))));
const wallS = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
console.log(
  JSON.stringify({ wallS: Math.round(wallS * 1000) / 1000, cpuS: Math.round((user + system) / 1000) / 1000 }),
);
agent.destroy();

async function pushImage(mirror, { repository, tag, mediaType, manifest, blobs }) {
  const base = `${mirror}/v2/${repository}`;
  await Promise.all(blobs.map((blob) => pushBlob(base, blob)));
  await send('PUT', `${base}/manifests/${tag}`, Buffer.from(manifest, 'base64'), mediaType);
}

async function pushBlob(base, { digest, file }) {
  const location = new URL(await send('POST', `${base}/blobs/uploads/`, Buffer.alloc(0)), base);
  location.searchParams.set('digest', digest);
  await send('PUT', location, content.get(file), 'application/octet-stream');
}

function send(method, url, body, type = 'application/octet-stream') {
  return new Promise((done, fail) => {
    const headers = { 'content-length': body.length, 'content-type': type };
    const sent = request(url, { method, agent, headers }, (answer) => {
      answer.resume();
      if (answer.statusCode >= 300) fail(new Error(`${method} ${url} answered ${answer.statusCode}`));
      answer.once('end', () => done(answer.headers.location));
    });
    sent.once('error', fail);
    sent.end(body);
  });
}
