/** What each rule about content means and what to do, one or two sentences: for `verify`, and for `sync` where it sees the same. */
import type { Rule } from '../finding.ts';

const ADVICE: { readonly [rule in Rule]?: string } = {
  'manifest-missing':
    'Whoever pulls this image, or this platform of it, gets an error. Run verify --repair or sync --recheck all; if it happens again, look at how the registry collects untagged manifests.',
  'manifest-digest-mismatch':
    'The registry’s copy is damaged, and every pull of it fails. Run verify --repair; what stays damaged has to be deleted from the registry’s storage.',
  'manifest-size-mismatch':
    'The index names a wrong size, so that strict readers refuse the child. The image itself has to be rebuilt or pushed anew by its publisher.',
  'manifest-ambiguous':
    'Two readers may take this document for two different images (CVE-2021-41190). Do not run it; ask its publisher to push it anew.',
  'manifest-unparsable':
    'No runtime can read this document. Ask the publisher to push it anew, or take the image out.',
  'blob-missing':
    'The image is listed but cannot be pulled from this mirror. Run verify --repair: the content is brought back by digest from another mirror or the source.',
  'blob-size-mismatch':
    'The content is cut or replaced, and pulls from this mirror fail. Run verify --repair; what stays damaged has to be deleted from the registry’s storage.',
  'blob-digest-mismatch':
    'The content is damaged at rest, and pulls from this mirror fail. Run verify --repair; what stays damaged has to be deleted from the registry’s storage.',
  'media-type-mismatch':
    'Runtimes go by different ones of these statements, so that some refuse the image. Let the registry or proxy serve the stored type, or push the image anew.',
  'media-type-unknown':
    'It is mirrored and verified like everything else; runtimes can use it only if they know the type.',
  'schema1-manifest':
    'Docker schema 1 is not pulled by current runtimes (containerd 2.1, Docker 28.2) and its content cannot be verified. Rebuild the image.',
  'config-octet-stream':
    'containerd 1.4 and later do not pull this image as they should: layers are not fetched. Rebuild it, or push it again with the right config type and use the new digest; a mirror never changes it by itself.',
  'platform-mismatch':
    'Nodes choose by the index and then run what the config says: the image may end in an exec format error. Ask the publisher to correct it.',
  'diff-id-mismatch':
    'The layers are as pushed, but do not unpack to what the config promises: runtimes refuse the image. It has to be rebuilt.',
  'layer-undecodable':
    'The layer is as pushed, but cannot be unpacked: runtimes fail on it. The image has to be rebuilt.',
  'sparse-index': 'Nodes of other platforms cannot pull this image from the mirrors.',
  'foreign-layer':
    'Nodes fetch foreign layers from the places the manifest names; without a way there they cannot run this image.',
  'encrypted-layer': 'Only runtimes that hold the key can run this image; Docker cannot.',
  'nested-index':
    'containerd and Docker walk nested indexes, CRI-O and Podman do not. Publish a flat index for them.',
  'range-ignored': 'Run verify --depth content from time to time: it reads every byte.',
  incomplete: 'Run verify --repair at that depth, or deeper.',
};

export function helpOf(rule: Rule): string {
  return ADVICE[rule] ?? 'See docs/findings.md.';
}
