/** The mirror manifest of the documentation, with digests filled in. */
export const PIN = `sha256:${'a'.repeat(64)}`;
export const OTHER_PIN = `sha256:${'b'.repeat(64)}`;

export const CONTRACT_EXAMPLE = `version: 1
allowMirrorByTags: false              # default for all images
keepTags: true
recheckAfter: 7d
maxLag: 26h
unlocked: error
readFrom: mirrors-first
repository: "{path}"

mirrors:                              # order = priority
  - name: eu
    target: registry.eu.example.com/mirror
  - name: us
    target: us.example.com:5000
    state: filling
    kind: store
  - name: vault
    target: oci:./vault

registries:
  registry.eu.example.com:
    tls: { ca: certs/eu.pem, cert: certs/me.pem, key: certs/me.key, skipVerify: false }
    auth: { usernameEnv: MIRROR_EU_USER, passwordEnv: MIRROR_EU_PASSWORD }
    concurrency: 32
  docker.io:
    endpoints: [https://mirror.gcr.io]

runtimes: [containerd@1.7, cri-o@1.30]
referrers: copy
rules: { equivalent: note }
accept:
  - { rule: config-octet-stream, image: quay.io/old/tool, until: 2027-01-31, reason: "rebuild planned" }

images:
  - docker.io/library/alpine:3.22@${PIN}
  - source: docker.io/library/redis
    digests: ["${PIN}"]
    tags: ["7.4.1@${OTHER_PIN}", "7.4"]
    select: { semver: ">=7.2 <8", include: "^7\\\\.", exclude: "-rc", latest: 5 }
    allowMirrorByTags: true
    repository: cache/redis
    mirrors: [eu, us]
    platforms: [linux/amd64, linux/arm64]
    index: sparse
    immutable: "^v?\\\\d+\\\\.\\\\d+\\\\.\\\\d+$"
    allowRollback: false
  - source: oci:./images/tool:1.2
    repository: tools/tool
`;
