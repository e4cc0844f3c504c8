/**
 * The installed containerd and the table of runtimes say the same: every image is pulled as a kubelet pulls it (CRI) and a
 * container is made of it. What a real registry takes is served by one; the rest by a server that serves anything.
 */
import { beforeAll, expect, test } from '@jest/globals';
import { runtimeProblems } from '../../src/mirror/verify/runtimes/problems.ts';
import type { RuntimeEffect } from '../../src/mirror/verify/runtimes/runtime-row.ts';
import { parseRuntime, type Runtime } from '../../src/oci/runtime.ts';
import { pushImage } from '../fixtures/push.ts';
import { RUNTIME_CASES, type RuntimeCase, type RuntimeCaseName } from '../fixtures/runtime-cases.ts';
import { walkedTree } from '../mirror/verify/runtimes/walked-tree.ts';
import { type Containerd, startContainerd } from '../servers/containerd.ts';
import { criPull } from '../servers/cri.ts';
import { startDockerRegistry } from '../servers/docker-registry.ts';
import { runOk } from '../servers/processes.ts';
import { startRawRegistry } from '../servers/raw-registry.ts';
import { describeReal, mayMount, toolPath } from '../servers/tools.ts';

/** Distribution refuses them, or would serve another Content-Type. */
const REFUSED_BY_REGISTRIES: readonly RuntimeCaseName[] = [
  'schema1-signed',
  'schema1-unsigned',
  'no-media-type-docker',
  'ambiguous-manifest',
  'ambiguous-index',
  'manifest-between-limits',
  'manifest-oversize',
  'artifact-manifest',
  'foreign-absent',
  'foreign-present',
  'sha512',
];
/** Pulled and made into an empty container, which is as good as none. */
const EMPTY_CONTAINER: readonly RuntimeCaseName[] = ['signature'];
/** Served without Content-Type, which a walk cannot tell from a layout (docs/runtimes.md). */
const NOT_TOLD: readonly RuntimeCaseName[] = ['served-nothing'];
/** Says so where this container is not allowed to mount. */
const NOT_PERMITTED = /operation not permitted|permission denied/;

const names = Object.keys(RUNTIME_CASES) as RuntimeCaseName[];
const needsRaw = (name: RuntimeCaseName): boolean => {
  const each: RuntimeCase = RUNTIME_CASES[name];
  const isServedOddly = each.servedType !== undefined || each.childServedType !== undefined;
  return isServedOddly || REFUSED_BY_REGISTRIES.includes(name);
};

type Seen = 'runs' | 'cannot-run' | 'cannot-pull';

describeReal('the installed containerd', ['docker-registry', 'containerd', 'ctr'], () => {
  let containerd: Containerd;
  let installed: Runtime;
  const hosts = new Map<RuntimeCaseName, string>();

  beforeAll(async () => {
    installed = await installedContainerd();
    const real = await startDockerRegistry();
    const raw = await startRawRegistry(RUNTIME_CASES);
    for (const name of names) {
      hosts.set(name, needsRaw(name) ? raw.host : real.host);
      if (!needsRaw(name)) await pushImage(real.url, name, { tag: '1', tree: RUNTIME_CASES[name].tree });
    }
    containerd = await startContainerd({ cri: true });
  });

  const referenceOf = (name: RuntimeCaseName): string =>
    `${hosts.get(name)}/${name}@${RUNTIME_CASES[name].tree.root.digest}`;

  // What cannot be tried here is skipped, never passed.
  (mayMount() ? test : test.skip).each(names.filter((name) => !NOT_TOLD.includes(name)))(
    'does with %s what the table says',
    async (name) => {
      const reference = referenceOf(name);
      const seen = await seenWith(containerd, reference, name);
      const [problem] = runtimeProblems(walkedTree(RUNTIME_CASES[name]), [installed]);
      const expected = compatible(problem?.effect ?? 'none', name);
      expect({ installed: installed.written, name, seen, isExpected: expected.includes(seen) }).toEqual({
        installed: installed.written,
        name,
        seen,
        isExpected: true,
      });
    },
  );

  test('refuses a manifest without Content-Type, which the table does not tell', async () => {
    expect(await criPull(containerd.socket, referenceOf('served-nothing'))).toMatchObject({
      kind: 'refused',
    });
  });

  test('leaves an octet-stream config without its layers by CRI, whatever the pull said', async () => {
    await criPull(containerd.socket, referenceOf('octet-config-docker'));
    const checked = await containerd.ctr([
      '--namespace',
      'k8s.io',
      'image',
      'check',
      '--snapshotter',
      'native',
    ]);
    const line = checked.stdout.split('\n').find((each) => each.includes('/octet-config-docker@'));
    expect(line).toMatch(/\bincomplete \(1\/2\)/);
  });

  test('fetches everything of an octet-stream config by `ctr content fetch`', async () => {
    expect(await containerd.fetch(referenceOf('octet-config-docker'))).toMatchObject({ code: 0 });
    const held = (await containerd.ctr(['content', 'ls', '-q'])).stdout.trim().split('\n');
    const { blobs } = RUNTIME_CASES['octet-config-docker'].tree;
    expect(held).toEqual(expect.arrayContaining([...blobs.keys()]));
  });
});

/** What may be seen of an image that the table tells this of. */
function compatible(effect: RuntimeEffect | 'none', name: RuntimeCaseName): readonly Seen[] {
  if (effect === 'none') return ['runs'];
  if (effect === 'needs') return ['runs', 'cannot-pull'];
  return effect === 'cannot-run' && EMPTY_CONTAINER.includes(name) ? [effect, 'runs'] : [effect];
}

/** Debian's `1.6.20~ds1` and upstream's `v2.1.9` are 1.6.20 and 2.1.9. */
async function installedContainerd(): Promise<Runtime> {
  const version = await runOk(toolPath('containerd'), ['--version']);
  const numbers = /\bv?(\d+\.\d+\.\d+)/.exec(version)?.[1] ?? version;
  const parsed = parseRuntime(`containerd@${numbers}`);
  if (!parsed.ok) throw new Error(`${version}: ${parsed.why}`);
  return parsed.value;
}

/** Throws where this machine, not the runtime, is in the way. */
async function seenWith({ socket, ctr }: Containerd, reference: string, name: string): Promise<Seen> {
  const pulled = await criPull(socket, reference);
  if (pulled.kind === 'refused') return permitted(pulled.message, 'cannot-pull');
  const create = ['container', 'create', '--snapshotter', 'native', reference, `of-${name}`];
  const created = await ctr(['--namespace', 'k8s.io', ...create]);
  if (created.code === 0) return 'runs';
  return permitted(created.stderr, 'cannot-run');
}

function permitted(message: string, seen: Seen): Seen {
  if (NOT_PERMITTED.test(message)) throw new Error(`mounting is not permitted here: ${message}`);
  return seen;
}
