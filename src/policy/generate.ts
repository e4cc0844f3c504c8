/** `generate`, the pure half: policy files from the mirror manifest, or from policy files of other formats. */
import type { MirrorFile } from '../files/mirrorfile.ts';
import { type Finding, finding } from '../finding.ts';
import { makeVisible } from '../visible.ts';
import { effectiveRegistries } from './effective-registries.ts';
import { documentsOf, type PolicyDocument } from './model.ts';
import { writePlatformRegistriesConf, writeRegistriesConf } from './registries-conf-text.ts';
import type { Generated, Route, Routes } from './routes.ts';
import { type ManifestRouteOptions, routesOfManifest } from './routes-of-manifest.ts';
import { routesOfHosts, routesOfTables } from './routes-of-policies.ts';
import { writeHosts } from './write-hosts.ts';
import { writeMirrorSets } from './write-mirror-sets.ts';
import { writeRegistries } from './write-registries.ts';

export const GENERATE_FORMATS = ['idms', 'itms', 'icsp', 'registries.conf', 'hosts.toml'] as const;
export type GenerateFormat = (typeof GENERATE_FORMATS)[number];

/** Stands in every generated file, so that one can be told from what people wrote. */
export const GENERATED_MARK = 'Written by mirror-action generate from';

/**
 * Policy files that send nodes to this manifest's mirrors. What the format cannot say is left out and told as
 * `policy-inexpressible`; the output depends on nothing but the manifest and the options.
 */
export function generateFromManifest(
  file: MirrorFile,
  options: ManifestRouteOptions & { readonly format: GenerateFormat },
): Generated {
  const { routes, findings } = routesOfManifest(file, options);
  const written = write(routes, options.format, headerLines(file.path));
  return { files: written.files, findings: [...findings, ...written.findings] };
}

export interface ConvertOptions {
  readonly format: GenerateFormat;
  readonly neverContactSource: boolean;
}

/**
 * Existing policies in another format, or the `registries.conf` that the platform would write. Where documents contradict
 * each other so that the platform applies none of them, there are no files.
 */
export function generateFromPolicies(
  documents: readonly PolicyDocument[],
  { format, neverContactSource }: ConvertOptions,
): Generated {
  const taken = documents.map(withProposedKind);
  const effective = effectiveRegistries(taken);
  const trees = documentsOf(taken, 'hosts.toml');
  const findings = [...effective.findings, ...notConverted(taken, effective.tables !== null)];
  if (findings.some(({ severity }) => severity === 'error')) return { files: [], findings };
  const header = headerLines(...new Set(documents.map((document) => document.at.file)));
  if (effective.tables !== null && format === 'registries.conf' && !neverContactSource) {
    const isPlatform = documentsOf(taken, 'registries.conf').length === 0;
    const writeText = isPlatform ? writePlatformRegistriesConf : writeRegistriesConf;
    const text = writeText({ header, registries: effective.tables });
    return { files: [{ path: 'registries.conf', text }], findings };
  }
  const read: Routes = effective.tables === null ? routesOfHosts(trees) : routesOfTables(effective.tables);
  const routes = neverContactSource ? read.routes.map(withoutSource) : read.routes;
  const written = write(routes, format, header);
  return { files: written.files, findings: [...findings, ...read.findings, ...written.findings] };
}

function write(routes: readonly Route[], format: GenerateFormat, header: readonly string[]): Generated {
  if (format === 'registries.conf') return writeRegistries(routes, header);
  return format === 'hosts.toml' ? writeHosts(routes, header) : writeMirrorSets(routes, format, header);
}

function headerLines(...origins: readonly string[]): readonly string[] {
  return [
    `${GENERATED_MARK} ${origins.map(makeVisible).join(', ')}.`,
    'Change that and generate again; changes made here are lost.',
  ];
}

/** A kind that no release acts on can still be converted into what it meant. */
function withProposedKind(document: PolicyDocument): PolicyDocument {
  const isProposed = document.format === 'mirror-set' && document.kind === 'ImageContentPolicy';
  return isProposed && document.fate === 'ignored' ? { ...document, fate: 'used' } : document;
}

function withoutSource(route: Route): Route {
  return route.places.length === 0 ? route : { ...route, contactSource: false };
}

/** Files of containerd beside files of CRI-O say the same in other words, or contradict them; one side is converted. */
function notConverted(documents: readonly PolicyDocument[], hasTables: boolean): readonly Finding[] {
  const left = documents.find(
    ({ format }) => format === 'containerd-config' || (hasTables && format === 'hosts.toml'),
  );
  if (left === undefined) return [];
  return [
    finding('policy-inexpressible', {
      at: left.at,
      message: 'this file of containerd is not converted',
      help:
        left.format === 'containerd-config'
          ? 'registry.mirrors is deprecated; write its endpoints into HOST/hosts.toml and convert that'
          : 'files for CRI-O are given too; name only the files that are to be converted',
      severity: left.format === 'containerd-config' ? 'error' : 'warning',
    }),
  ];
}
