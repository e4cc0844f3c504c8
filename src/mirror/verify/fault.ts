/** What a walk found out: faults of the image on this mirror, and remarks about it. */
import type { Rule } from '../../finding.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { WalkedImage } from './walked.ts';

/** Something that is missing, damaged or cannot be used: the image is not complete here. */
export interface Fault {
  readonly rule: Rule;
  readonly digest: Digest;
  /** The end of a sentence that begins with what it is: `is listed but cannot be served`. */
  readonly why: string;
  /** `layer 3 of linux/amd64`, `config of linux/amd64`, `index`, `manifest of linux/arm64`. */
  readonly what: string;
}

/** The root file system of one image manifest, proven at depth `rootfs`. */
export interface RootFileSystem {
  readonly manifest: Digest;
  /** `linux/amd64`; null where the config names none. */
  readonly platform: string | null;
  readonly chainId: string;
}

/** Something to know about the image that is no damage. */
export interface Remark {
  readonly rule: Rule;
  /** What it is about. */
  readonly digest: Digest;
  readonly why: string;
  /** Whether it is about how this mirror serves the image, not about the image itself. */
  readonly isOfMirror: boolean;
}

export interface Walk {
  readonly root: Digest;
  readonly manifests: WalkedImage;
  /** Each rule once per digest, in the order of the graph. */
  readonly faults: readonly Fault[];
  /** Those that only reading could show; `inspect` tells those that the documents show. */
  readonly remarks: readonly Remark[];
  readonly foreignLayers: readonly Descriptor[];
  /** Children left out by `platforms`. */
  readonly omitted: number;
  /** False where the store ignores ranges, so that only its word stands for some blob. */
  readonly isProven: boolean;
  readonly fileSystems: readonly RootFileSystem[];
  /** Manifests of what refers to the image; their faults are among `faults`. */
  readonly ofReferrers?: WalkedImage;
}
