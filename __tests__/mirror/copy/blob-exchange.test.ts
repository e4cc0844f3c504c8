import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { BlobExchange, type Brought, type Recipient } from '../../../src/mirror/copy/blob-exchange.ts';
import { CopyFailure } from '../../../src/mirror/copy/failure.ts';
import { Places, type Reader } from '../../../src/mirror/copy/places.ts';
import { Meter } from '../../../src/mirror/meter.ts';
import type { Descriptor } from '../../../src/oci/descriptor.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import { OCI_LAYER } from '../../../src/oci/media-type.ts';
import type { BeginUpload, Probe, Target } from '../../../src/oci/store.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/stores/memory.ts';
import { deleteBlobData, linkedBlob, putBlob } from '../../../src/stores/memory-content.ts';
import {
  type Call,
  FaultyTarget,
  fails,
  failure,
  gate,
  type Interference,
} from '../../fakes/faulty-target.ts';
import { randomBytesOf } from '../../fixtures/bytes.ts';
import { neverAborted } from '../world.ts';

const BYTES = randomBytesOf('blob', 1_200_000);
const BLOB: Descriptor = { mediaType: OCI_LAYER, digest: digestOf(BYTES), size: BYTES.length };

afterEach(() => {
  jest.useRealTimers();
});

/** A source that has the blob, registries that do not, and an exchange between them. */
class Setting {
  readonly calls: Call[] = [];
  readonly places = new Places();
  readonly meter = new Meter();
  readonly exchange = new BlobExchange({ places: this.places, meter: this.meter, now: () => 0 });
  readonly stores = new Map<string, MemoryStore>();
  readonly source: Target;

  constructor(interfere: Interference = () => undefined) {
    putBlob(this.store('source').content, 'app', BLOB.digest, BYTES);
    this.source = this.target('source', 'app', interfere);
  }

  store(name: string): MemoryStore {
    const known = this.stores.get(name) ?? createMemoryStore(`memory://${name}`);
    this.stores.set(name, known);
    return known;
  }

  target(
    name: string,
    repository = 'app',
    interfere: Interference = () => undefined,
    Kind = FaultyTarget,
  ): Target {
    return new Kind(this.store(name).open(repository), async (call) => {
      this.calls.push(call);
      await interfere(call);
    });
  }

  bring(
    recipients: readonly (Target | Recipient)[],
    {
      readers = [{ store: this.source, kind: 'source' }],
      signal = neverAborted(),
    }: { readers?: Reader[]; signal?: AbortSignal } = {},
  ): Promise<Brought>[] {
    const all = recipients.map((one) => ('target' in one ? one : { target: one, mayHaveIt: false }));
    return this.exchange.bring({ blob: BLOB, readers, signal }, all);
  }

  has({ origin, repository }: Target): boolean {
    const content = this.stores.get(origin.replace('memory://', ''))?.content;
    return (
      content !== undefined &&
      BYTES.equals(linkedBlob(content, repository, BLOB.digest)?.bytes ?? Buffer.alloc(0))
    );
  }

  count(method: Call['method'], place = ''): number {
    return this.calls.filter((call) => call.method === method && call.place.startsWith(place)).length;
  }
}

async function failureOf(arrival: Promise<Brought> | undefined): Promise<CopyFailure> {
  const error: unknown = await arrival?.then(
    () => null,
    (thrown) => thrown,
  );
  if (!(error instanceof CopyFailure)) throw new Error(`no CopyFailure but ${String(error)}`);
  return error;
}

describe('repositories that lack a blob', () => {
  test('on several mirrors are served by one read', async () => {
    const setting = new Setting();
    const mirrors = ['a', 'b', 'c'].map((name) => setting.target(name));
    const arrivals = await Promise.all(setting.bring(mirrors));
    expect(arrivals.map(({ kind, bytes, damage, from }) => ({ kind, bytes, damage, from }))).toEqual(
      mirrors.map(() => ({ kind: 'uploaded', bytes: BLOB.size, damage: null, from: 'source/app' })),
    );
    expect(setting.count('readBlob')).toBe(1);
    expect(mirrors.every((mirror) => setting.has(mirror))).toBe(true);
    expect(setting.meter).toMatchObject({
      sourceBytes: BLOB.size,
      siblingBytes: 0,
      mirrorBytes: 3 * BLOB.size,
      rereads: 0,
    });
  });

  test('of one mirror get it once, the others mount it', async () => {
    const setting = new Setting();
    const repositories = ['1', '2', '3', '4', '5'].map((name) => setting.target('a', name));
    const arrivals = await Promise.all(repositories.flatMap((target) => setting.bring([target])));
    expect(arrivals.map(({ kind }) => kind)).toEqual([
      'uploaded',
      'mounted',
      'mounted',
      'mounted',
      'mounted',
    ]);
    expect(setting.count('readBlob')).toBe(1);
    expect(setting.count('send')).toBe(1);
    expect(setting.meter).toMatchObject({ mirrorBytes: BLOB.size, mountedBlobs: 4 });
    expect(repositories.every((target) => setting.has(target))).toBe(true);
  });

  test('of several mirrors, many each, need one read and one upload per mirror', async () => {
    const setting = new Setting();
    const rows = Array.from({ length: 20 }, (_, row) =>
      ['a', 'b', 'c'].map((name) => setting.target(name, `${row}`)),
    );
    const arrivals = await Promise.all(rows.flatMap((row) => setting.bring(row)));
    expect(setting.count('readBlob')).toBe(1);
    expect(arrivals.filter(({ kind }) => kind === 'uploaded')).toHaveLength(3);
    expect(arrivals.filter(({ kind }) => kind === 'mounted')).toHaveLength(57);
    expect(setting.meter.mirrorBytes).toBe(3 * BLOB.size);
  });

  test('that come later are served without the source', async () => {
    const setting = new Setting();
    const [first, sibling, other] = [setting.target('a'), setting.target('a', 'other'), setting.target('b')];
    await Promise.all(setting.bring([first]));
    const arrivals = await Promise.all(setting.bring([sibling, other]));
    expect(arrivals.map(({ kind }) => kind)).toEqual(['mounted', 'uploaded']);
    expect(setting.count('readBlob', 'source')).toBe(1);
    expect(setting.meter).toMatchObject({ siblingBytes: BLOB.size, rereads: 0 });
  });

  test('are asked for it once, however many images want it', async () => {
    const setting = new Setting();
    const target = setting.target('a');
    const [one] = setting.bring([target]);
    const [other] = setting.bring([target]);
    const [later] = setting.bring([target]);
    const arrival = await one;
    // Whoever did not start it must not count it.
    expect(arrival?.isOwn).toBe(true);
    expect(await other).toEqual({ ...arrival, isOwn: false });
    expect(await later).toEqual({ ...arrival, isOwn: false });
    expect(setting.count('probeBlob')).toBe(1);
  });

  test('where a mount is refused are sent it from a sibling, not from the source again', async () => {
    class NoMount extends FaultyTarget {
      override beginUpload(
        blob: Descriptor,
        _from: readonly string[],
        signal: AbortSignal,
      ): Promise<BeginUpload> {
        return super.beginUpload(blob, [], signal);
      }
    }
    const setting = new Setting();
    const repositories = ['1', '2', '3'].map((name) => setting.target('a', name, undefined, NoMount));
    const arrivals = await Promise.all(repositories.flatMap((target) => setting.bring([target])));
    expect(arrivals.map(({ kind }) => kind)).toEqual(['uploaded', 'uploaded', 'uploaded']);
    expect(setting.count('readBlob', 'source')).toBe(1);
    expect(setting.count('beginUpload')).toBe(3); // the upload that a refused mount opens is used
    expect(setting.meter).toMatchObject({ mountedBlobs: 0, rereads: 0, mirrorBytes: 3 * BLOB.size });
    expect(repositories.every((target) => setting.has(target))).toBe(true);
  });
});

describe('a repository that has the blob', () => {
  test('is asked and left alone', async () => {
    const setting = new Setting();
    const target = setting.target('a');
    putBlob(setting.store('a').content, 'app', BLOB.digest, BYTES);
    const [arrival] = await Promise.all(setting.bring([target]));
    expect(arrival).toEqual({ kind: 'found', damage: null, proven: true, bytes: 0, from: '', isOwn: true });
    expect(setting.calls.map(({ method }) => method)).toEqual(['probeBlob']);
  });

  test.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('is what the others are served from, before the source: %s, %s', async (...names) => {
    const setting = new Setting();
    putBlob(setting.store('a').content, 'app', BLOB.digest, BYTES);
    const arrivals = await Promise.all(setting.bring(names.map((name) => setting.target(name))));
    expect(arrivals.map(({ kind, from }) => `${kind} ${from}`).sort()).toEqual(['found ', 'uploaded a/app']);
    expect(setting.count('readBlob', 'source')).toBe(0);
  });

  test('that ignores ranges is told apart', async () => {
    class NoRanges extends FaultyTarget {
      override async probeBlob(): Promise<Probe> {
        return { kind: 'present', proven: false };
      }
    }
    const setting = new Setting();
    const [arrival] = await Promise.all(setting.bring([setting.target('a', 'app', undefined, NoRanges)]));
    expect(arrival).toMatchObject({ kind: 'found', proven: false });
  });
});

describe('a blob that is damaged on the mirror', () => {
  test.each([
    [
      'its data is lost',
      'missing',
      (content: MemoryStore['content']) => deleteBlobData(content, BLOB.digest),
    ],
    [
      'its size is wrong',
      'size',
      (content: MemoryStore['content']) =>
        content.blobs.set(BLOB.digest, { sizeBytes: 3, bytes: new Uint8Array(3) }),
    ],
  ] as const)('is sent anew and looked at again: %s', async (_name, damage, spoil) => {
    const setting = new Setting();
    const { content } = setting.store('a');
    putBlob(content, 'app', BLOB.digest, BYTES);
    spoil(content);
    const target = setting.target('a');
    const [arrival] = await Promise.all(setting.bring([{ target, mayHaveIt: true }]));
    expect(arrival).toMatchObject({ kind: 'uploaded', damage, bytes: BLOB.size, from: 'source/app' });
    expect(setting.count('probeBlob')).toBe(2);
    expect(setting.has(target)).toBe(true);
  });

  test('and stays damaged is a failure of the mirror, and never serves a sibling', async () => {
    class AlwaysDamaged extends FaultyTarget {
      override async probeBlob(): Promise<Probe> {
        return { kind: 'damaged', reason: 'missing' };
      }
    }
    const setting = new Setting();
    const target = setting.target('a', 'app', undefined, AlwaysDamaged);
    const failed = await failureOf(setting.bring([{ target, mayHaveIt: true }])[0]);
    expect(failed).toMatchObject({ side: 'mirror', rule: 'blob-missing', error: { code: 'refused' } });
    expect(setting.places.readersOf(BLOB.digest, [])).toEqual([]);
    const [other] = await Promise.all(setting.bring([setting.target('b')]));
    expect(other?.from).toBe('source/app');
  });

  test('is proven mended before another repository of the registry is served, which mounts it', async () => {
    const setting = new Setting();
    const { content } = setting.store('a');
    putBlob(content, 'app', BLOB.digest, BYTES);
    deleteBlobData(content, BLOB.digest);
    const other = setting.target('a', 'other');
    const later: Promise<Brought>[] = [];
    const damaged = setting.target('a', 'app', async ({ method }) => {
      if (method !== 'probeBlob' || setting.count('send') === 0) return;
      later.push(...setting.bring([other]));
      for (let turn = 0; turn < 6; turn += 1) await new Promise(setImmediate);
    });
    const [mended] = await Promise.all(setting.bring([{ target: damaged, mayHaveIt: true }]));
    expect(mended).toMatchObject({ kind: 'uploaded', damage: 'missing' });
    expect(await Promise.all(later)).toMatchObject([{ kind: 'mounted', from: 'app', bytes: 0 }]);
    expect(setting.count('readBlob')).toBe(1);
    expect(setting.meter.rereads).toBe(0);
  });

  test('is found out after a mount, too', async () => {
    const setting = new Setting();
    const { content } = setting.store('a');
    const [good, lost] = [setting.target('a', 'good'), setting.target('a', 'lost')];
    await Promise.all(setting.bring([good]));
    deleteBlobData(content, BLOB.digest);
    const [arrival] = await Promise.all(
      setting.bring([lost], { readers: [{ store: setting.source, kind: 'source' }] }),
    );
    expect(arrival).toMatchObject({ kind: 'uploaded', damage: 'missing' });
    expect(setting.has(lost)).toBe(true);
  });
});

describe('an upload that fails', () => {
  test('twice is tried again and served from a sibling', async () => {
    const setting = new Setting();
    const bad = setting.target('b', 'app', fails('send', failure('unavailable'), { times: 2 }));
    const arrivals = await Promise.all(setting.bring([setting.target('a'), bad]));
    expect(arrivals.map(({ kind, from }) => `${kind} ${from}`)).toEqual([
      'uploaded source/app',
      'uploaded a/app',
    ]);
    expect(setting.count('readBlob', 'source')).toBe(1);
    expect(setting.meter.rereads).toBe(0);
  });

  test('where there is no sibling is tried again from the source, which is counted', async () => {
    const setting = new Setting();
    const bad = setting.target('b', 'app', fails('send', failure('stalled'), { times: 2 }));
    const [arrival] = await Promise.all(setting.bring([bad]));
    expect(arrival?.kind).toBe('uploaded');
    expect(setting.meter.rereads).toBe(2);
  });

  test('three times is given up, without harm to others', async () => {
    const setting = new Setting();
    const bad = setting.target('b', 'app', fails('send', failure('unavailable'), { times: 9 }));
    const [good, failed] = setting.bring([setting.target('a'), bad]);
    expect((await good)?.kind).toBe('uploaded');
    expect(await failureOf(failed)).toMatchObject({ side: 'mirror', error: { code: 'unavailable' } });
    expect(setting.count('send', 'b')).toBe(3);
    const [again] = setting.bring([bad]); // a failure is not remembered
    expect(await failureOf(again)).toMatchObject({ error: { code: 'unavailable' } });
  });

  test.each(['denied', 'unauthorized', 'refused', 'no-space'] as const)(
    'with %s is not tried again',
    async (code) => {
      const setting = new Setting();
      const bad = setting.target('b', 'app', fails('beginUpload', failure(code), { times: 9 }));
      expect(await failureOf(setting.bring([bad])[0])).toMatchObject({ side: 'mirror', error: { code } });
      expect(setting.count('beginUpload')).toBe(1);
    },
  );

  test('by 500 to a question after the blob is uploaded anew, as over damage', async () => {
    const setting = new Setting();
    const bad = setting.target('b', 'app', fails('probeBlob', failure('unavailable', { status: 500 })));
    const [arrival] = await Promise.all(setting.bring([bad]));
    expect(arrival).toMatchObject({ kind: 'uploaded', damage: 'missing' });
    expect(setting.count('probeBlob', 'b')).toBe(2);
  });

  test('before it was begun leaves the others their transfer', async () => {
    const setting = new Setting();
    const bad = setting.target('b', 'app', fails('probeBlob', failure('denied'), { times: 9 }));
    const [good, failed] = setting.bring([setting.target('a'), bad]);
    expect((await good)?.kind).toBe('uploaded');
    expect((await failureOf(failed)).side).toBe('mirror');
  });
});

describe('a source', () => {
  test('that is corrupt once is read once more', async () => {
    const setting = new Setting(fails('lastChunk', failure('digest-mismatch')));
    const mirrors = [setting.target('a'), setting.target('b')];
    const arrivals = await Promise.all(setting.bring(mirrors));
    expect(arrivals.map(({ kind }) => kind)).toEqual(['uploaded', 'uploaded']);
    expect(setting.count('readBlob')).toBe(2);
    expect(setting.meter.rereads).toBe(1);
  });

  test('that stays corrupt is to blame, and nothing of it is stored', async () => {
    const setting = new Setting(fails('lastChunk', failure('digest-mismatch'), { times: 99 }));
    const mirrors = [setting.target('a'), setting.target('b')];
    const failures = await Promise.all(setting.bring(mirrors).map(failureOf));
    for (const failed of failures)
      expect(failed).toMatchObject({ side: 'source', error: { code: 'digest-mismatch' } });
    expect(setting.count('readBlob')).toBe(2);
    expect(mirrors.some((mirror) => setting.has(mirror))).toBe(false);
  });

  test('is asked after the mirrors that come before it fail', async () => {
    const setting = new Setting();
    const proven = setting.target('proven', 'app', fails('readBlob', failure('not-found'), { times: 9 }));
    const readers: Reader[] = [
      { store: proven, kind: 'mirror' },
      { store: setting.source, kind: 'source' },
    ];
    const [arrival] = await Promise.all(setting.bring([setting.target('a')], { readers }));
    expect(arrival?.from).toBe('source/app');
    expect(setting.count('readBlob', 'proven')).toBe(1);
  });

  test('that is missing the blob leaves nowhere to read it from', async () => {
    const setting = new Setting();
    const failed = await failureOf(setting.bring([setting.target('a')], { readers: [] })[0]);
    expect(failed).toMatchObject({ side: 'source', error: { code: 'not-found' } });
  });
});

test('a repository that takes its time to say what it lacks does not hold the others up', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const { opened, open } = gate();
  const setting = new Setting();
  const slow = setting.target('slow', 'app', ({ method }) => (method === 'probeBlob' ? opened : undefined));
  const [ready, late] = setting.bring([setting.target('a'), slow]);
  await jest.advanceTimersByTimeAsync(2_000);
  expect((await ready)?.kind).toBe('uploaded');
  open();
  expect(await late).toMatchObject({ kind: 'uploaded', from: 'a/app' });
  expect(setting.count('readBlob', 'source')).toBe(1);
});

test('a stop ends everything as aborted', async () => {
  const stop = new AbortController();
  const setting = new Setting(({ method }) => {
    if (method === 'lastChunk') stop.abort('SIGTERM');
  });
  const mirrors = [setting.target('a'), setting.target('b')];
  const arrivals = setting.bring(mirrors, { signal: stop.signal });
  for (const arrival of arrivals) expect((await failureOf(arrival)).error.code).toBe('aborted');
  expect(mirrors.some((mirror) => setting.has(mirror))).toBe(false);
});

test('bringAgain sends a blob although the mirror says that it has it', async () => {
  const setting = new Setting();
  const target = setting.target('a');
  putBlob(setting.store('a').content, 'app', BLOB.digest, BYTES);
  await Promise.all(setting.bring([target]));
  deleteBlobData(setting.store('a').content, BLOB.digest);
  const wish = {
    blob: BLOB,
    readers: [{ store: setting.source, kind: 'source' as const }],
    signal: neverAborted(),
  };
  expect(await setting.exchange.bringAgain(wish, target)).toMatchObject({
    kind: 'uploaded',
    damage: 'missing',
  });
  expect(setting.has(target)).toBe(true);
});

test('a repository that failed is not counted twice: those that come later still wait for each other', async () => {
  const setting = new Setting();
  const failing = setting.target('a', 'app', fails('beginUpload', failure('denied'), { times: 9 }));
  expect((await failureOf(setting.bring([failing])[0])).side).toBe('mirror');
  const look = gate();
  const late = setting.target('b', 'app', async ({ method }) => {
    if (method === 'probeBlob') await look.opened;
  });
  const arrivals = setting.bring([late, setting.target('c')]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  look.open();
  const from = (await Promise.all(arrivals)).map((arrival) => arrival.from);
  expect(from).toEqual(['source/app', 'source/app']);
  expect(setting.count('readBlob')).toBe(1);
});

describe('a small blob where nothing should be', () => {
  const bytes = randomBytesOf('small', 20_000);
  const blob: Descriptor = { mediaType: OCI_LAYER, digest: digestOf(bytes), size: bytes.length };

  async function bringSmall(prepare: (setting: Setting) => void = () => undefined, interfere?: Interference) {
    const setting = new Setting();
    putBlob(setting.store('source').content, 'app', blob.digest, bytes);
    prepare(setting);
    const target = setting.target('a', 'app', interfere);
    const [arrival] = setting.exchange.bring(
      { blob, readers: [{ store: setting.source, kind: 'source' }], signal: neverAborted() },
      [{ target, mayHaveIt: false }],
    );
    return { setting, arrival: await arrival };
  }
  const asked = ({ calls }: Setting) =>
    calls.filter(({ place }) => place.startsWith('a/')).map(({ method }) => method);

  test('is not looked for: opening its upload asks', async () => {
    const { setting, arrival } = await bringSmall();
    expect(arrival).toMatchObject({ kind: 'uploaded', damage: null, proven: true });
    expect(asked(setting)).toEqual(['beginUpload', 'send']);
  });

  test('that is there is proven, and not sent again', async () => {
    const { setting, arrival } = await bringSmall((it) =>
      putBlob(it.store('a').content, 'app', blob.digest, bytes),
    );
    expect(arrival).toMatchObject({ kind: 'found', damage: null, proven: true, bytes: 0 });
    expect(asked(setting)).toEqual(['beginUpload', 'probeBlob']);
    expect(setting.meter).toMatchObject({ sourceBytes: 0, mirrorBytes: 0 });
  });

  test('that is only claimed is sent, and proven then', async () => {
    const { setting, arrival } = await bringSmall((it) => {
      putBlob(it.store('a').content, 'app', blob.digest, bytes);
      deleteBlobData(it.store('a').content, blob.digest);
    });
    expect(arrival).toMatchObject({ kind: 'uploaded', damage: 'missing', bytes: blob.size });
    expect(asked(setting)).toEqual(['beginUpload', 'probeBlob', 'beginUpload', 'send', 'probeBlob']);
  });

  test('is looked for again and again where the look fails, and then given up', async () => {
    const setting = new Setting();
    putBlob(setting.store('a').content, 'app', blob.digest, bytes);
    const target = setting.target('a', 'app', fails('probeBlob', failure('unavailable'), { times: 9 }));
    const [arrival] = setting.exchange.bring(
      { blob, readers: [{ store: setting.source, kind: 'source' }], signal: neverAborted() },
      [{ target, mayHaveIt: false }],
    );
    expect((await failureOf(arrival)).side).toBe('mirror');
    expect(setting.count('probeBlob', 'a/')).toBe(3);
  });
});
