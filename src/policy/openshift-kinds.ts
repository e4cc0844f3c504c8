/** The OpenShift objects that this project reads, and the keys in which each keeps its mirrors. */
import type { Fate, MirrorSetKind, PullBy } from './model.ts';

export interface MirrorList {
  readonly key: string;
  readonly pulls: PullBy;
  /** The keys of an entry. */
  readonly entryKeys: readonly string[];
  readonly isProposed?: boolean;
}

export interface KindFacts {
  readonly kind: MirrorSetKind;
  readonly apiVersion: string;
  readonly lists: readonly MirrorList[];
  /** What a source or mirror of a wrong form, or a mirror given twice, makes of the object. */
  readonly whenInvalid: Fate;
  readonly whenValid: Fate;
}

const POLICY_KEYS = ['source', 'mirrors', 'mirrorSourcePolicy'];
const TAGS_KEYS = ['source', 'mirrors', 'allowMirrorByTags'];

export const MIRROR_SET_KINDS: readonly KindFacts[] = [
  {
    kind: 'ImageDigestMirrorSet',
    apiVersion: 'config.openshift.io/v1',
    lists: [{ key: 'imageDigestMirrors', pulls: 'digest', entryKeys: POLICY_KEYS }],
    whenInvalid: 'refused',
    whenValid: 'used',
  },
  {
    kind: 'ImageTagMirrorSet',
    apiVersion: 'config.openshift.io/v1',
    lists: [{ key: 'imageTagMirrors', pulls: 'tag', entryKeys: POLICY_KEYS }],
    whenInvalid: 'refused',
    whenValid: 'used',
  },
  {
    kind: 'ImageContentSourcePolicy',
    apiVersion: 'operator.openshift.io/v1alpha1',
    lists: [
      { key: 'repositoryDigestMirrors', pulls: 'digest', entryKeys: ['source', 'mirrors'] },
      { key: 'repositoryMirrors', pulls: 'digest', entryKeys: TAGS_KEYS, isProposed: true },
    ],
    // The API server has no patterns for it; the operator finds out, and then renders nothing at all.
    whenInvalid: 'blocks-all',
    whenValid: 'used',
  },
  {
    kind: 'ImageContentPolicy',
    apiVersion: 'config.openshift.io/v1',
    lists: [
      { key: 'repositoryDigestMirrors', pulls: 'digest', entryKeys: TAGS_KEYS },
      { key: 'repositoryMirrors', pulls: 'digest', entryKeys: TAGS_KEYS, isProposed: true },
    ],
    whenInvalid: 'ignored',
    whenValid: 'ignored',
  },
];

export const IMAGE_CONFIG = { kind: 'Image', apiVersion: 'config.openshift.io/v1' };

export const POLICY_KINDS: readonly string[] = [
  ...MIRROR_SET_KINDS.map(({ kind }) => kind),
  IMAGE_CONFIG.kind,
];
