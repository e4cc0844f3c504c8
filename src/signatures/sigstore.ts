/** sigstore's packages, loaded when the first signature is looked at: a run without a policy does not pay for them. */
import type * as BundlePackage from '@sigstore/bundle';
import type * as SpecPackage from '@sigstore/protobuf-specs';
import type * as VerifyPackage from '@sigstore/verify';

export interface Sigstore {
  readonly bundle: typeof BundlePackage;
  readonly specs: typeof SpecPackage;
  readonly verify: typeof VerifyPackage;
}

export async function loadSigstore(): Promise<Sigstore> {
  const [bundle, specs, verify] = await Promise.all([
    import('@sigstore/bundle'),
    import('@sigstore/protobuf-specs'),
    import('@sigstore/verify'),
  ]);
  return { bundle, specs, verify };
}
