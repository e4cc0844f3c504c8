/** `explain --probe`: asks each place that a node would try what it serves now. */
import { describeError, toMirrorError } from '../../errors.ts';
import type { Mirror, SoundParts } from '../../files/mirrorfile.ts';
import type { Finding } from '../../finding.ts';
import { mapEach } from '../../mirror/each.ts';
import { type Sighting, sightingsOf } from '../../mirror/history.ts';
import { judgeProbe } from '../../mirror/probed-places.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import {
  formatRepository,
  parseRepository,
  type Reference,
  type Tag,
  withDefaultTag,
} from '../../oci/reference.ts';
import type { ExplainedEndpoint, Explanation } from '../../policy/explanation.ts';
import type { ReportEndpoint, ReportExplain, ReportPulls } from '../../report/policies/model.ts';
import type { CommandDoor, OpenStores } from '../command.ts';
import { loadMemory } from '../memory.ts';
import { isCarried, stateDirectoryOf, stateKey } from '../prepare.ts';
import type { ExaminedFiles } from './examined-files.ts';

const ASKED_AT_ONCE = 16;
/** Without a mirror manifest every host is spoken to as usual: HTTPS, plain HTTP on loopback. */
const NO_PARTS: SoundParts = { path: '', mirrors: [], registries: new Map(), images: [], signatures: null };

export interface Probed {
  readonly explain: ReportExplain;
  readonly findings: readonly Finding[];
  readonly requests: number;
}

interface Answer {
  readonly serves: Digest | null;
  readonly error: string | null;
}

export async function probe(
  reference: Reference,
  explanation: Explanation,
  { door, files }: { readonly door: CommandDoor; readonly files: ExaminedFiles },
): Promise<Probed> {
  const stores = await door.openStores(files.file ?? NO_PARTS);
  const { tag } = withDefaultTag(reference);
  const name = formatRepository(reference);
  const byTag =
    tag === null ? new Map<string, Answer>() : await askAll(explanation, 'tag', { what: tag, stores, door });
  const locked = files.lock?.tags.get(`${name}:${tag}`)?.digest ?? null;
  const digest = reference.digest ?? locked ?? firstServed(explanation, byTag);
  const byDigest =
    digest === null
      ? new Map<string, Answer>()
      : await askAll(explanation, 'digest', { what: digest, stores, door });
  const withAnswers = (pulls: Explanation['cri-o']): ReportPulls | null =>
    pulls && {
      tag: pulls.tag.map((one) => withAnswer(one, byTag, 'no tag is asked for')),
      digest: pulls.digest.map((one) => withAnswer(one, byDigest, 'no digest of it is known')),
    };
  const explain = {
    reference: explanation.reference,
    'cri-o': withAnswers(explanation['cri-o']),
    containerd: withAnswers(explanation.containerd),
  };
  const sightings =
    tag === null ? [] : await pastOf(`${name}:${tag}`, byTag.get(name) ?? null, { door, files });
  const names = {
    tag: tag === null ? null : `${name}:${tag}`,
    digest: digest && `${name}@${shortDigest(digest)}`,
  };
  return {
    explain,
    findings: [...stores.findings, ...judgeAll(explain, names, sightings)],
    requests: stores.requests(),
  };
}

interface Asking {
  readonly what: Tag | Digest;
  readonly stores: OpenStores;
  readonly door: CommandDoor;
}

/** Each place once, whichever runtime would try it; what is blocked is never tried. */
async function askAll(
  explanation: Explanation,
  pull: 'tag' | 'digest',
  asking: Asking,
): Promise<ReadonlyMap<string, Answer>> {
  const lists = [explanation['cri-o']?.[pull] ?? [], explanation.containerd?.[pull] ?? []];
  const places = new Set(lists.flat().flatMap(({ blocked, endpoint }) => (blocked ? [] : [endpoint])));
  const answers = await mapEach(
    places,
    ASKED_AT_ONCE,
    async (place) => [place, await ask(place, asking)] as const,
  );
  return new Map(answers);
}

async function ask(place: string, { what, stores, door }: Asking): Promise<Answer> {
  const parsed = parseRepository(place);
  if (!parsed.ok) return { serves: null, error: `it cannot be asked: ${parsed.why}` };
  const { host, path } = parsed.value;
  try {
    const found = await stores.targetOf(mirrorAt(host), path).resolve(what, door.signal);
    return { serves: found?.digest ?? null, error: null };
  } catch (error) {
    return { serves: null, error: describeError(toMirrorError(error)) };
  }
}

/** A registry as the stores know it; nothing but its place is looked at. */
function mirrorAt(host: string): Mirror {
  return {
    name: host,
    target: host,
    place: { kind: 'registry', host, prefix: '' },
    state: 'serving',
    kind: 'store',
    keepTags: false,
    repository: null,
    at: { file: '', line: 1, column: 1 },
  };
}

/** What a node that pulls by the tag gets. */
function firstServed(explanation: Explanation, answers: ReadonlyMap<string, Answer>): Digest | null {
  const lists = [explanation['cri-o']?.tag ?? [], explanation.containerd?.tag ?? []];
  for (const { endpoint } of lists.flat()) {
    const served = answers.get(endpoint)?.serves ?? null;
    if (served !== null) return served;
  }
  return null;
}

function withAnswer(
  endpoint: ExplainedEndpoint,
  answers: ReadonlyMap<string, Answer>,
  unasked: string,
): ReportEndpoint {
  if (endpoint.blocked) return { ...endpoint, serves: null, error: 'a policy blocks it' };
  return { ...endpoint, ...(answers.get(endpoint.endpoint) ?? { serves: null, error: unasked }) };
}

/** What the lock and earlier runs know of the tag; what the source serves for the first time now is newest. */
async function pastOf(
  name: string,
  source: Answer | null,
  { door, files }: { readonly door: CommandDoor; readonly files: ExaminedFiles },
): Promise<readonly Sighting[]> {
  if (files.file === null) return [];
  const directory = stateDirectoryOf(door);
  if (isCarried(door)) await door.host.restoreState(directory, stateKey(files.file, door.host));
  const { history } = await loadMemory(directory, door.host.files);
  const past = sightingsOf(history.of(name), files.lock?.tags.get(name) ?? null);
  const now = source?.serves ?? null;
  if (now === null || past.some(({ digest }) => digest === now)) return past;
  return [{ digest: now, sinceMs: door.startedAtMs }, ...past];
}

interface Names {
  readonly tag: string | null;
  readonly digest: string | null;
}

function judgeAll(explain: ReportExplain, names: Names, sightings: readonly Sighting[]): readonly Finding[] {
  const found = [explain['cri-o'], explain.containerd].flatMap((pulls) =>
    (['tag', 'digest'] as const).flatMap((pull) => {
      const name = names[pull];
      if (pulls === null || name === null) return [];
      const places = pulls[pull].map(
        ({ endpoint, blocked, serves = null, error = null, file, line, column }) => ({
          endpoint,
          blocked,
          serves,
          error,
          at: file === null || line === null ? null : { file, line, column: column ?? 1 },
        }),
      );
      return judgeProbe({ pull, name, places, sightings: pull === 'tag' ? sightings : [] });
    }),
  );
  return [...new Map(found.map((one) => [`${one.rule} ${one.message}`, one])).values()];
}
