/** Which referrers a signature policy needs: a mirror without one of those fails nodes that verify. Pure. */
import type { Demand, Signatures } from '../../files/signatures.ts';
import { policiesFor } from '../../signatures/verify-signatures.ts';
import type { CarriedReferrer, IsReferrerRequired } from '../referrers/carried.ts';

/** By what referrers say of themselves, which decides no more than how loudly one that is missing is told. */
export function requiredBy(signatures: Signatures | null): IsReferrerRequired {
  return ({ repository, root, name }, referrer) => {
    if (referrer.subject !== root) return false;
    const policies = policiesFor(signatures, { repository, tags: tagIn(name, repository) });
    return policies.some(({ require }) => require.some((demand) => mayMeet(demand, referrer)));
  };
}

/** `repository:tag` or `repository@digest`. */
function tagIn(name: string, repository: string): readonly string[] {
  const [tag = ''] = name.startsWith(`${repository}:`) ? name.slice(repository.length + 1).split('@') : [];
  return tag === '' ? [] : [tag];
}

function mayMeet(demand: Demand, { kind, predicateType, tag }: CarriedReferrer): boolean {
  if (demand.kind === 'signature') return kind === 'signature';
  if (predicateType !== null) return predicateType === demand.predicateType;
  // It was listed and not read: of those that may be attestations nobody knows which.
  return kind !== 'other' || (tag?.endsWith('.att') ?? false);
}
