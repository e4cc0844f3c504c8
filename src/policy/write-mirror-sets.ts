/** Routes as OpenShift objects: ImageDigestMirrorSet, ImageTagMirrorSet, ImageContentSourcePolicy. */
import { shown } from '../files/shown.ts';
import { yamlText } from '../files/yaml-text.ts';
import type { Finding } from '../finding.ts';
import { whyNotMirror, whyNotSource } from './mirror-grammar.ts';
import type { PullBy } from './model.ts';
import { type Generated, inexpressible, placesFor, type Route, type RoutePlace } from './routes.ts';

export type MirrorSetFormat = 'idms' | 'itms' | 'icsp';

interface FormatFacts {
  readonly kind: string;
  readonly apiVersion: string;
  readonly list: string;
  readonly pulls: PullBy;
  readonly knowsNever: boolean;
}

const FORMATS: Readonly<Record<MirrorSetFormat, FormatFacts>> = {
  idms: {
    kind: 'ImageDigestMirrorSet',
    apiVersion: 'config.openshift.io/v1',
    list: 'imageDigestMirrors',
    pulls: 'digest',
    knowsNever: true,
  },
  itms: {
    kind: 'ImageTagMirrorSet',
    apiVersion: 'config.openshift.io/v1',
    list: 'imageTagMirrors',
    pulls: 'tag',
    knowsNever: true,
  },
  icsp: {
    kind: 'ImageContentSourcePolicy',
    apiVersion: 'operator.openshift.io/v1alpha1',
    list: 'repositoryDigestMirrors',
    pulls: 'digest',
    knowsNever: false,
  },
};
const OBJECT_NAME = 'mirror-action';

interface Entry {
  readonly source: string;
  readonly mirrors: readonly string[];
  readonly never: boolean;
}

/** One object in one file, `idms.yaml` for example; also without any entry, so that a file on disk can be compared. */
export function writeMirrorSets(
  routes: readonly Route[],
  format: MirrorSetFormat,
  header: readonly string[],
): Generated {
  const facts = FORMATS[format];
  const findings: Finding[] = [];
  const entries = routes.flatMap((route) => entryOf(route, facts, findings));
  findings.push(...otherKind(routes, facts), ...insecurePlaces(routes, facts));
  return { files: [{ path: `${format}.yaml`, text: objectText(entries, facts, header) }], findings };
}

function entryOf(route: Route, facts: FormatFacts, findings: Finding[]): readonly Entry[] {
  const why = whyNoEntry(route, facts);
  if (why !== null) {
    findings.push(inexpressible(route.at, why.message, { help: why.help }));
    return [];
  }
  const mirrors = placesFor(route, facts.pulls).filter((place) => {
    const whyNot = whyNotMirror(place.location) ?? whyNotBeside(place, route);
    if (whyNot !== null) findings.push(badMirror(place, whyNot, facts));
    return whyNot === null;
  });
  if (mirrors.length === 0) return [];
  return [
    {
      source: route.scope,
      mirrors: [...new Set(mirrors.map(({ location }) => location))],
      never: !route.contactSource,
    },
  ];
}

/** A route without places for this kind of pull is not said at all, which is right unless it blocks the source. */
function whyNoEntry(
  route: Route,
  { kind, knowsNever }: FormatFacts,
): Pick<Finding, 'message' | 'help'> | null {
  const { scope, contactSource, places } = route;
  const why = whyNotSource(scope);
  if (why !== null) {
    return {
      message: `${kind} cannot have the source ${shown(scope)}: ${why}`,
      help: 'the source is left out',
    };
  }
  if (!contactSource && !knowsNever) {
    return {
      message: `${kind} cannot keep nodes from asking ${shown(scope)} itself`,
      help: 'the source is left out; generate idms, whose mirrorSourcePolicy can say it',
    };
  }
  if (!contactSource && places.length === 0) {
    return {
      message: `${kind} cannot block ${shown(scope)}, which has no mirrors`,
      help: 'name it in registrySources.blockedRegistries of the Image object',
    };
  }
  return null;
}

function whyNotBeside({ location }: RoutePlace, { scope, contactSource }: Route): string | null {
  return !contactSource && location === scope ? 'it is the source, which is never to be contacted' : null;
}

function badMirror({ location, at }: RoutePlace, why: string, { kind }: FormatFacts): Finding {
  return inexpressible(at, `${kind} cannot have the mirror ${shown(location)}: ${why}`, {
    help: 'the mirror is left out; give it a name that the platform takes',
  });
}

/** Digests and tags are different kinds of object. */
function otherKind(routes: readonly Route[], { kind, pulls }: FormatFacts): readonly Finding[] {
  const other = pulls === 'digest' ? 'tag' : 'digest';
  const route = routes.find((one) => placesFor(one, other).length > 0);
  if (route === undefined) return [];
  return [
    inexpressible(
      route.at,
      `${kind} says nothing about pulls by ${other}, for example of ${shown(route.scope)}`,
      {
        help: `generate ${other === 'tag' ? 'itms' : 'idms'} as well and apply both`,
        severity: 'note',
      },
    ),
  ];
}

function insecurePlaces(routes: readonly Route[], { kind, pulls }: FormatFacts): readonly Finding[] {
  const byHost = new Map<string, Pick<RoutePlace, 'at'>>();
  for (const route of routes) {
    const places = placesFor(route, pulls);
    const source = { location: route.scope, transport: route.sourceTransport, at: route.at };
    for (const place of route.contactSource && places.length > 0 ? [...places, source] : places) {
      const host = place.location.split('/')[0] ?? '';
      if (place.transport !== 'https' && !byHost.has(host)) byHost.set(host, place);
    }
  }
  return [...byHost].map(([host, { at }]) =>
    inexpressible(at, `${kind} cannot say that ${host} is insecure`, {
      help: `name ${host} in registrySources.insecureRegistries of the Image object, or give it a certificate`,
      severity: 'warning',
    }),
  );
}

function objectText(entries: readonly Entry[], facts: FormatFacts, header: readonly string[]): string {
  const lines = [
    ...header.map((line) => `# ${line}`),
    `apiVersion: ${facts.apiVersion}`,
    `kind: ${facts.kind}`,
    'metadata:',
    `  name: ${OBJECT_NAME}`,
    'spec:',
    entries.length === 0 ? `  ${facts.list}: []` : `  ${facts.list}:`,
    ...entries.flatMap(entryLines),
  ];
  return `${lines.join('\n')}\n`;
}

function entryLines({ source, mirrors, never }: Entry): readonly string[] {
  return [
    `    - source: ${yamlText(source)}`,
    '      mirrors:',
    ...mirrors.map((mirror) => `        - ${yamlText(mirror)}`),
    ...(never ? ['      mirrorSourcePolicy: NeverContactSource'] : []),
  ];
}
