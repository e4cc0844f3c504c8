/** From a repository to verdicts: what cosign pushes is found in a store, read within the limits and judged. */
import { expect, test } from '@jest/globals';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { digestHex, digestOf } from '../../src/oci/digest.ts';
import { type ManifestNode, parseManifest } from '../../src/oci/manifest.ts';
import { parseTag } from '../../src/oci/reference.ts';
import type { RawManifest, Target } from '../../src/oci/store.ts';
import { readMaterial } from '../../src/signatures/find-material.ts';
import type { Candidate, SignatureSource } from '../../src/signatures/material.ts';
import { verifySignatures } from '../../src/signatures/verify-signatures.ts';
import { createMemoryStore } from '../../src/stores/memory.ts';
import { keyless, keySigner, policy, trustOf } from './judging.ts';
import { bundleCandidate, IMAGE, keyPair, SigningKit, SLSA } from './signing-kit.ts';

const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const { signal } = new AbortController();

async function upload(target: Target, mediaType: string, bytes: Uint8Array): Promise<Descriptor> {
  const blob = { mediaType, digest: digestOf(bytes), size: bytes.length };
  const begun = await target.beginUpload(blob, [], signal);
  if (begun.kind === 'upload') {
    await begun.upload.send(
      (async function* () {
        yield bytes;
      })(),
      signal,
    );
  }
  return blob;
}

/** Pushes a manifest of signature layers, as cosign does, and points a tag at it. */
async function attach(
  target: Target,
  tag: string,
  layers: readonly { mediaType: string; candidate: Candidate }[],
): Promise<void> {
  const config = await upload(target, 'application/vnd.oci.image.config.v1+json', Buffer.from('{}'));
  const descriptors = await Promise.all(
    layers.map(async ({ mediaType, candidate: { bytes, annotations } }) => ({
      ...(await upload(target, mediaType, bytes)),
      annotations,
    })),
  );
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers: descriptors }),
  );
  const raw: RawManifest = {
    descriptor: { mediaType: OCI_MANIFEST, digest: digestOf(bytes), size: bytes.length },
    bytes,
  };
  const parsed = parseTag(tag);
  if (!parsed.ok) throw new Error(parsed.why);
  await target.writeManifest(raw, signal);
  await target.tag(parsed.value, raw, signal);
}

/** A SignatureSource that knows tags alone. */
function byTags(target: Target, tags: readonly string[]): SignatureSource {
  return {
    async materialFor(_subject, stop) {
      const nodes: ManifestNode[] = [];
      for (const tag of await target.tags(stop)) {
        if (!tags.includes(tag)) continue;
        const parsed = parseManifest(await target.readManifest(tag, stop));
        if (parsed.ok && parsed.node.kind === 'manifest') nodes.push(parsed.node);
      }
      return readMaterial(nodes, async (blob) => {
        const read = await target.readSmallBlob(blob, stop);
        return read.kind === 'read' ? read.bytes : null;
      });
    },
  };
}

test('what cosign pushed is found, read and judged', async () => {
  const [kit, key] = [await SigningKit.create(), keyPair()];
  const trust = await trustOf(kit, { 'k.pub': key });
  const target = createMemoryStore().open('acme/app');
  const name = `sha256-${digestHex(IMAGE)}`;
  await attach(target, `${name}.sig`, [
    {
      mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
      candidate: await kit.legacySignature({ by: { key: keyPair() } }),
    },
    {
      mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
      candidate: await kit.legacySignature({ by: { key } }),
    },
  ]);
  await attach(target, `${name}.att`, [
    { mediaType: 'application/vnd.dsse.envelope.v1+json', candidate: await kit.legacyAttestation() },
  ]);
  await attach(target, name, [{ mediaType: BUNDLE, candidate: bundleCandidate(await kit.bundle()) }]);

  const source = byTags(target, [name, `${name}.sig`, `${name}.att`]);
  const material = await source.materialFor(IMAGE, signal);
  expect(material.candidates.map(({ evidence }) => evidence.form).sort()).toEqual([
    'bundle',
    'cosign-attestation',
    'cosign-signature',
    'cosign-signature',
  ]);
  expect(material.passedOver).toEqual([]);
  const policies = [policy([keyless()], ['signature', SLSA]), policy([keySigner('k.pub')])];
  const verdicts = verifySignatures([IMAGE], material, { policies, trust, signal });
  expect(
    verdicts.map((verdict) => [verdict.kind, verdict.kind === 'verified' && verdict.evidence.form]),
  ).toEqual([
    ['verified', 'bundle'],
    ['verified', 'cosign-attestation'],
    ['verified', 'cosign-signature'],
  ]);
});

test('a layer that the store lists and cannot serve is damaged', async () => {
  const kit = await SigningKit.create();
  const target = createMemoryStore().open('acme/app');
  const found = bundleCandidate(await kit.bundle());
  await attach(target, 'one', [{ mediaType: BUNDLE, candidate: found }]);
  const parsed = parseManifest(await target.readManifest((await target.tags(signal))[0] ?? IMAGE, signal));
  if (!parsed.ok || parsed.node.kind !== 'manifest') throw new Error('no manifest');
  const material = await readMaterial([parsed.node], async () => null);
  expect(material).toEqual({
    candidates: [],
    passedOver: [{ kind: 'damaged', evidence: expect.objectContaining({ blob: found.evidence.blob }) }],
  });
});
