export const id = 334;
export const ids = [334];
export const modules = {

/***/ 9334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  iT: () => (/* binding */ GENERATED_MARK),
  Je: () => (/* binding */ GENERATE_FORMATS),
  BJ: () => (/* binding */ generateFromManifest),
  uW: () => (/* binding */ generateFromPolicies)
});

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/visible.js
var visible = __webpack_require__(474);
// EXTERNAL MODULE: ./build/policy/effective-registries.js
var effective_registries = __webpack_require__(9916);
// EXTERNAL MODULE: ./build/policy/model.js
var model = __webpack_require__(5326);
;// CONCATENATED MODULE: ./build/policy/registries-conf-text.js
/** What an OpenShift node has before any mirror is configured. */
const PLATFORM_SEARCH = ['registry.access.redhat.com', 'docker.io'];
/** A drop-in or main file that says only what `registries` says. */
function writeRegistriesConf({ header, registries }) {
    return join(header, registries.map(tableLines));
}
/** The file byte for byte as OpenShift's operator encodes it, below the comment. */
function writePlatformRegistriesConf({ header, registries }) {
    const top = [
        `unqualified-search-registries = [${PLATFORM_SEARCH.map(tomlText).join(', ')}]`,
        'short-name-mode = ""',
    ];
    return join(header, [top, ...registries.map(platformLines)]);
}
/** `text` as a basic string of TOML. */
function tomlText(text) {
    return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}
function join(header, blocks) {
    const comment = header.map((line) => `# ${line}`.trimEnd());
    const all = comment.length === 0 ? blocks : [comment, ...blocks];
    return all.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
function tableLines(table) {
    const isPlain = table.prefix === table.location;
    const mirrors = table.mirrors.map((mirror) => ['', '[[registry.mirror]]', ...mirrorKeys(mirror)]);
    return [
        '[[registry]]',
        ...(isPlain ? [] : [`prefix = ${tomlText(table.prefix)}`]),
        ...(table.location === '' ? [] : [`location = ${tomlText(table.location)}`]),
        ...flags(table),
        ...mirrors.flat(),
    ];
}
function mirrorKeys({ location, insecure, pullFrom }) {
    return [
        `location = ${tomlText(location)}`,
        ...(insecure ? ['insecure = true'] : []),
        ...(pullFrom === 'all' ? [] : [`pull-from-mirror = ${tomlText(pullFrom)}`]),
    ];
}
/** Two spaces per level, and `prefix` always, also empty. */
function platformLines(table) {
    const keys = [
        `prefix = ${tomlText(table.prefix === table.location ? '' : table.prefix)}`,
        ...(table.location === '' ? [] : [`location = ${tomlText(table.location)}`]),
        ...flags(table),
    ];
    const mirrors = table.mirrors.map((mirror) => [
        '',
        '  [[registry.mirror]]',
        ...mirrorKeys(mirror).map((key) => `    ${key}`),
    ]);
    return ['[[registry]]', ...keys.map((key) => `  ${key}`), ...mirrors.flat()];
}
function flags({ insecure, blocked, mirrorByDigestOnly }) {
    return [
        ...(insecure ? ['insecure = true'] : []),
        ...(blocked ? ['blocked = true'] : []),
        ...(mirrorByDigestOnly ? ['mirror-by-digest-only = true'] : []),
    ];
}

// EXTERNAL MODULE: ./build/files/place.js
var files_place = __webpack_require__(5875);
// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
// EXTERNAL MODULE: ./build/files/source.js
var files_source = __webpack_require__(6775);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/policy/mirror-order.js
var mirror_order = __webpack_require__(8309);
;// CONCATENATED MODULE: ./build/policy/routes.js
/** What all formats can say, each in its own words: pulls of the names in a scope go to these places first. */

/** Places of a route for one kind of pull. */
function placesFor(route, pullBy) {
    return route.places.filter(({ pulls }) => pulls.includes(pullBy));
}
/** A finding about what a format cannot say. */
function inexpressible(at, message, { help, severity = 'error' }) {
    return (0,finding/* finding */.gk)('policy-inexpressible', { at, message, help, severity });
}

;// CONCATENATED MODULE: ./build/policy/routes-of-manifest.js
/** Routes out of the mirror manifest: each source repository to its places on the mirrors that serve. */







/** Mirrors in state `filling` or `retired` and layouts are left out; tags only where `allowMirrorByTags` says so. */
function routesOfManifest(file, options) {
    const mirrors = servingMirrors(file, options.mirrors);
    const groups = groupBySource(file.images);
    const routes = [...groups].map(([scope, images]) => routeOf(scope, images, { file, mirrors, options }));
    return {
        routes: routes.filter(({ places }) => places.length > 0).sort((a, b) => (0,mirror_order/* compareNames */.M)(a.scope, b.scope)),
        findings: [
            ...file.images.flatMap(layoutSource),
            ...routes.flatMap(({ scope, places, at }) => (places.length > 0 ? [] : [uncovered(scope, at)])),
            ...[...groups].flatMap(([scope, images]) => mixedTags(scope, images)),
            ...mirrors.flatMap((mirror) => ownAuthority(mirror, file)),
        ],
    };
}
/** How this manifest speaks to `host`. */
function transportOf(host, { registries }) {
    const tls = registries.get(host)?.tls ?? { kind: 'default' };
    if (tls.kind === 'plain-http')
        return 'http';
    if (tls.kind === 'https')
        return tls.skipVerify ? 'skip-verify' : 'https';
    return (0,reference/* isLoopbackHost */.cW)(host) ? 'http' : 'https';
}
function servingMirrors(file, names) {
    const ordered = names === undefined
        ? file.mirrors
        : [...new Set(names)].flatMap((name) => file.mirrors.find((mirror) => mirror.name === name) ?? []);
    return ordered.filter((mirror) => mirror.state === 'serving' && mirror.place.kind === 'registry');
}
function groupBySource(images) {
    const groups = new Map();
    for (const image of images) {
        if (image.source.kind !== 'registry')
            continue;
        const scope = (0,files_source/* formatSource */.j2)(image.source);
        const known = groups.get(scope);
        if (known === undefined)
            groups.set(scope, [image]);
        else
            known.push(image);
    }
    return groups;
}
function routeOf(scope, images, { file, mirrors, options }) {
    const places = new Map();
    for (const [rank, mirror] of mirrors.entries()) {
        for (const image of images.filter((one) => one.mirrors.includes(mirror.name))) {
            const place = (0,files_place/* placeOf */.$t)({ image, mirror, file });
            if (!place.ok)
                continue; // the manifest's reader has told it
            const location = `${mirror.place.host}/${place.value}`;
            // A mirror that is the source itself is no mirror.
            if (location === scope)
                continue;
            places.set(location, {
                location,
                pulls: image.allowMirrorByTags || places.get(location)?.pulls.includes('tag')
                    ? ['digest', 'tag']
                    : ['digest'],
                transport: transportOf(mirror.place.host, file),
                rank,
                at: places.get(location)?.at ?? image.at,
            });
        }
    }
    const [first] = images;
    const host = scope.slice(0, scope.indexOf('/'));
    return {
        scope,
        places: [...places.values()],
        contactSource: !options.neverContactSource,
        sourceTransport: transportOf(host, file),
        at: first?.at ?? { file: file.path, line: 1, column: 1 },
    };
}
function layoutSource({ source, at }) {
    if (source.kind === 'registry')
        return [];
    return [
        inexpressible(at, `${(0,files_source/* formatSource */.j2)(source)} has no name by which a node would ask for it`, {
            help: 'nodes pull it from its mirror by the mirror’s own name; no policy is needed',
            severity: 'note',
        }),
    ];
}
function uncovered(scope, at) {
    return (0,finding/* finding */.gk)('policy-uncovered', {
        ...(at === undefined ? {} : { at }),
        source: scope,
        message: `${(0,shown/* shown */.S)(scope)} is on no mirror that serves, and is left out`,
        help: 'policies name registries in state serving; name one for this image, or wait until its mirror is filled',
    });
}
/** Policies know repositories, not single tags. */
function mixedTags(scope, images) {
    const without = images.find(({ allowMirrorByTags }) => !allowMirrorByTags);
    if (without === undefined || !images.some(({ allowMirrorByTags }) => allowMirrorByTags))
        return [];
    return [
        inexpressible(without.at, `tags of ${(0,shown/* shown */.S)(scope)} are allowed by another entry, and so for this one too`, {
            help: 'a policy covers whole repositories; allow tags for all entries of a source, or for none',
            severity: 'warning',
        }),
    ];
}
function ownAuthority(mirror, { registries }) {
    const settings = registries.get(mirror.place.host);
    if (settings?.tls.kind !== 'https')
        return [];
    const { ca, cert } = settings.tls;
    if (ca === null && cert === null)
        return [];
    const what = ca === null ? 'a client certificate' : 'an authority of its own';
    return [
        inexpressible(settings.at, `${mirror.place.host} is spoken to with ${what}, which no policy file carries`, {
            help: 'install it on the nodes, for example in /etc/containers/certs.d or beside hosts.toml',
            severity: 'note',
        }),
    ];
}

// EXTERNAL MODULE: ./build/policy/host-url.js
var host_url = __webpack_require__(4233);
;// CONCATENATED MODULE: ./build/policy/routes-of-policies.js
/** Routes out of policy documents, for conversion between formats. */





/** Tables with mirrors, and blocked ones. A table that only says `insecure` sends nothing anywhere. */
function routesOfTables(tables) {
    const findings = [];
    const routes = tables.flatMap((table) => {
        const isRoute = table.mirrors.length > 0 || table.blocked || isRemapped(table);
        if (isRoute)
            return [routeOfTable(table)];
        if (table.insecure)
            findings.push(onlyInsecure(table));
        return [];
    });
    return { routes, findings };
}
/** Files that take effect; `_default` and addresses outside `/v2` have no counterpart in other formats. */
function routesOfHosts(files) {
    const findings = [];
    const used = files.filter(({ fate }) => fate === 'used');
    const routes = used.flatMap((file) => routeOfHosts(file, findings));
    return { routes: routes.sort((a, b) => (0,mirror_order/* compareNames */.M)(a.scope, b.scope)), findings };
}
function isRemapped({ prefix, location }) {
    return location !== '' && location !== prefix;
}
/** A source that answers elsewhere is, for other formats, a last mirror and a source that is never contacted. */
function routeOfTable(table) {
    const mirrors = table.mirrors.map((mirror, rank) => placeOfMirror(mirror, table, rank));
    const elsewhere = {
        location: table.location,
        pulls: ['digest', 'tag'],
        transport: insecureAs(table.insecure, table.location),
        rank: mirrors.length,
        at: table.at,
    };
    const remapped = isRemapped(table);
    return {
        scope: table.prefix,
        places: remapped ? [...mirrors, elsewhere] : mirrors,
        contactSource: !table.blocked && !remapped,
        sourceTransport: insecureAs(table.insecure, table.prefix),
        at: table.at,
    };
}
function placeOfMirror(mirror, table, rank) {
    const { location, insecure, at } = mirror;
    return { location, pulls: pullsOf(mirror, table), transport: insecureAs(insecure, location), rank, at };
}
function pullsOf({ pullFrom }, { mirrorByDigestOnly }) {
    if (mirrorByDigestOnly || pullFrom === 'digest-only')
        return ['digest'];
    return pullFrom === 'tag-only' ? ['tag'] : ['digest', 'tag'];
}
function insecureAs(insecure, location) {
    if (!insecure)
        return 'https';
    return (0,reference/* isLoopbackHost */.cW)(location.split('/')[0] ?? '') ? 'http' : 'insecure';
}
function onlyInsecure({ prefix, at }) {
    return inexpressible(at, `that ${(0,shown/* shown */.S)(prefix)} is insecure is not carried over`, {
        help: 'say it in the other format by hand: registrySources.insecureRegistries, or a hosts.toml of its own',
        severity: 'warning',
    });
}
function routeOfHosts(file, findings) {
    const { namespace, server, hosts, at } = file;
    if (namespace === null || namespace === '_default') {
        findings.push(inexpressible(at, 'the mirrors of _default hold for every registry, which no other format can say', {
            help: 'they are left out; write routes for the registries that are meant',
        }));
        return [];
    }
    const isSource = server === null || (server.host === (0,reference/* apiHost */.nz)(namespace) && server.apiPath === '/v2');
    const endpoints = isSource || server === null ? hosts : [...hosts, server];
    return [
        {
            scope: namespace,
            places: endpoints.flatMap((endpoint, rank) => placeOfHost(endpoint, rank, findings)),
            contactSource: isSource,
            sourceTransport: server === null ? insecureAs((0,reference/* isLoopbackHost */.cW)(namespace), namespace) : routes_of_policies_transportOf(server),
            at,
        },
    ];
}
function placeOfHost(endpoint, rank, findings) {
    const { apiPath, capabilities, at, url } = endpoint;
    if (!/^\/v2(?:\/|$)/.test(apiPath)) {
        findings.push(inexpressible(at, `${(0,shown/* shown */.S)(url)} serves its API outside /v2, which no other format can say`, {
            help: 'the mirror is left out',
        }));
        return [];
    }
    if (!capabilities.includes('pull'))
        return [];
    return [
        {
            location: (0,host_url/* placeBelow */.B4)(endpoint, '').slice(0, -1),
            pulls: capabilities.includes('resolve') ? ['digest', 'tag'] : ['digest'],
            transport: routes_of_policies_transportOf(endpoint),
            rank,
            at,
        },
    ];
}
function routes_of_policies_transportOf({ scheme, skipVerify }) {
    if (scheme === 'http')
        return 'http';
    return skipVerify ? 'skip-verify' : 'https';
}

;// CONCATENATED MODULE: ./build/policy/host-bases.js
/** Routes of one registry host as one list of mirrors for all of its repositories, or why there is no such list. */


/** What cannot be said for the whole host is told and left out. */
function mergeHostRoutes(host, routes) {
    const findings = [];
    const placed = routes.flatMap((route) => route.places.flatMap((place) => placeIn(route, place, findings)));
    const order = orderOf(placed);
    const fault = whyNoOrder(host, { routes, placed, order });
    if (fault !== null)
        return { bases: null, findings: [...findings, fault] };
    const bases = order.map((base) => {
        const users = placed.filter((one) => one.base === base);
        findings.push(...widened(host, base, { users, routes }), ...plainToo(base, users));
        return hostBase(base, users, routes);
    });
    return { bases, findings };
}
/** The place with what every repository of the host has in common, if its path ends as the scope's does. */
function placeIn(route, place, findings) {
    const slash = route.scope.indexOf('/');
    const path = slash < 0 ? '' : route.scope.slice(slash);
    if (place.location.endsWith(path) && place.location.length > path.length) {
        return [{ route, place, base: place.location.slice(0, place.location.length - path.length) }];
    }
    findings.push(inexpressible(place.at, `hosts.toml cannot send ${(0,shown/* shown */.S)(route.scope)} to ${(0,shown/* shown */.S)(place.location)}`, {
        help: 'it maps whole registries, so that the path on the mirror must end with the path of the source; ' +
            'the mirror is left out for this image (repository: "{path}" can be said)',
    }));
    return [];
}
function orderOf(placed) {
    const ranks = new Map();
    for (const { base, place } of placed) {
        ranks.set(base, Math.min(ranks.get(base) ?? place.rank, place.rank));
    }
    return [...ranks].sort(([, a], [, b]) => a - b).map(([base]) => base);
}
function whyNoOrder(host, { routes, placed, order }) {
    const [first] = routes;
    const other = routes.find(({ contactSource }) => contactSource !== first.contactSource);
    if (other !== undefined) {
        return inexpressible(other.at, `some repositories of ${(0,shown/* shown */.S)(host)} may be asked of their source, others never`, {
            help: 'hosts.toml says one thing for a whole registry; no file is written for it',
        });
    }
    const against = routes.find((route) => ['digest', 'tag'].some((pullBy) => {
        const own = placed.filter((one) => one.route === route && one.place.pulls.includes(pullBy));
        const positions = own.map(({ base }) => order.indexOf(base));
        return positions.some((position, index) => position < (positions[index - 1] ?? 0));
    }));
    if (against === undefined)
        return null;
    return inexpressible(against.at, `${(0,shown/* shown */.S)(against.scope)} wants its mirrors in another order than others of ${(0,shown/* shown */.S)(host)}`, {
        help: 'hosts.toml has one order for a whole registry; no file is written for it',
    });
}
/** What one file for the whole host makes of routes that do not all use this mirror, or not all for tags. */
function widened(host, base, { users, routes }) {
    const tagUser = users.find(({ place }) => place.pulls.includes('tag'));
    const left = routes.find((route) => !takesTags(route, users));
    if (tagUser !== undefined && left !== undefined) {
        return [
            inexpressible(tagUser.place.at, `hosts.toml cannot let ${base} answer for tags of ${(0,shown/* shown */.S)(tagUser.route.scope)} and not for those of ${(0,shown/* shown */.S)(left.scope)}`, {
                help: `it is written for digests only; allow tags for all images of ${host} on this mirror, or for none`,
            }),
        ];
    }
    const tagOnly = users.every(({ place }) => !place.pulls.includes('digest')) ? users[0] : undefined;
    if (tagOnly !== undefined) {
        return [
            inexpressible(tagOnly.place.at, `${base} is meant for tags alone and will be asked for digests too`, {
                help: 'hosts.toml cannot keep digests from a mirror; what it serves by digest proves itself',
                severity: 'note',
            }),
        ];
    }
    const without = routes.find((route) => !users.some((one) => one.route === route));
    if (without === undefined)
        return [];
    return [
        inexpressible(without.at, `${base} will be asked for ${(0,shown/* shown */.S)(without.scope)} too, which is not there`, {
            help: 'hosts.toml covers whole registries; the next place is tried then',
            severity: 'note',
        }),
    ];
}
/** `insecure` of a registries.conf tries HTTPS without looking at the certificate, and then HTTP. */
function plainToo(base, users) {
    const insecure = users.find(({ place }) => place.transport === 'insecure');
    if (insecure === undefined)
        return [];
    return [
        inexpressible(insecure.place.at, `${base} is insecure, and is written for HTTPS with any certificate`, {
            help: 'if it speaks plain HTTP, write http:// in the hosts.toml',
            severity: 'warning',
        }),
    ];
}
function takesTags(route, users) {
    return users.some((one) => one.route === route && one.place.pulls.includes('tag'));
}
function hostBase(base, users, routes) {
    const slash = base.indexOf('/');
    const byTag = routes.every((route) => takesTags(route, users));
    return {
        host: slash < 0 ? base : base.slice(0, slash),
        prefix: slash < 0 ? '' : base.slice(slash + 1),
        pulls: byTag ? ['digest', 'tag'] : ['digest'],
        transport: users[0]?.place.transport ?? 'https',
    };
}

// EXTERNAL MODULE: ./build/policy/hosts-folder.js
var hosts_folder = __webpack_require__(4309);
;// CONCATENATED MODULE: ./build/policy/write-hosts.js
/**
 * Routes as a tree of `hosts.toml` for containerd: one file per registry host, which covers every repository of that
 * host alike.
 */






/** Files in the order of hosts; a host whose routes cannot be said by one file has none. */
function writeHosts(routes, header) {
    const findings = [];
    const files = [...groupByHost(routes, findings)].flatMap(([host, group]) => {
        const merged = mergeHostRoutes(host, group);
        findings.push(...merged.findings);
        if (merged.bases === null || merged.bases.length === 0)
            return [];
        const lines = hostsLines(host, merged.bases, group);
        const comment = header.map((line) => `# ${line}`);
        return [{ path: `${(0,hosts_folder/* hostsFolder */.U)(host)}/hosts.toml`, text: `${[...comment, ...lines].join('\n')}\n` }];
    });
    return { files, findings };
}
function groupByHost(routes, findings) {
    const groups = new Map();
    for (const route of routes) {
        const host = route.scope.split('/')[0] ?? '';
        const known = groups.get(host);
        if (host.startsWith('*'))
            findings.push(wildcard(route));
        else if (known === undefined)
            groups.set(host, [route]);
        else
            known.push(route);
    }
    return groups;
}
function wildcard({ scope, at }) {
    return inexpressible(at, `hosts.toml cannot cover the hosts ${(0,shown/* shown */.S)(scope)}`, {
        help: 'it is left out; write a route for each host',
    });
}
/** Mirrors in their order; the server comes last: the source, or the last mirror where the source is not to be asked. */
function hostsLines(host, bases, [{ contactSource, sourceTransport }]) {
    const last = contactSource ? undefined : bases.at(-1);
    const server = last === undefined
        ? [`server = ${tomlText(serverUrl(host, sourceTransport))}`, ...verifyLine(sourceTransport)]
        : [`server = ${tomlText(baseUrl(last))}`, ...baseKeys(last)];
    const hosts = last === undefined ? bases : bases.slice(0, -1);
    return [
        ...server,
        ...hosts.flatMap((base) => [
            '',
            `[host.${tomlText(baseUrl(base))}]`,
            ...baseKeys(base).map((key) => `  ${key}`),
        ]),
    ];
}
function serverUrl(host, transport) {
    return `${transport === 'http' ? 'http' : 'https'}://${(0,reference/* apiHost */.nz)(host)}`;
}
function baseUrl({ host, prefix, transport }) {
    return `${transport === 'http' ? 'http' : 'https'}://${host}${prefix === '' ? '' : `/v2/${prefix}`}`;
}
function baseKeys({ prefix, transport, pulls }) {
    const capabilities = pulls.includes('tag') ? ['pull', 'resolve'] : ['pull'];
    return [
        `capabilities = [${capabilities.map(tomlText).join(', ')}]`,
        ...(prefix === '' ? [] : ['override_path = true']),
        ...verifyLine(transport),
    ];
}
function verifyLine(transport) {
    return transport === 'skip-verify' || transport === 'insecure' ? ['skip_verify = true'] : [];
}

// EXTERNAL MODULE: ./build/files/yaml-text.js
var yaml_text = __webpack_require__(5373);
// EXTERNAL MODULE: ./build/policy/mirror-grammar.js
var mirror_grammar = __webpack_require__(1776);
;// CONCATENATED MODULE: ./build/policy/write-mirror-sets.js
/** Routes as OpenShift objects: ImageDigestMirrorSet, ImageTagMirrorSet, ImageContentSourcePolicy. */




const FORMATS = {
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
/** One object in one file, `idms.yaml` for example; also without any entry, so that a file on disk can be compared. */
function writeMirrorSets(routes, format, header) {
    const facts = FORMATS[format];
    const findings = [];
    const entries = routes.flatMap((route) => entryOf(route, facts, findings));
    findings.push(...otherKind(routes, facts), ...insecurePlaces(routes, facts));
    return { files: [{ path: `${format}.yaml`, text: objectText(entries, facts, header) }], findings };
}
function entryOf(route, facts, findings) {
    const why = whyNoEntry(route, facts);
    if (why !== null) {
        findings.push(inexpressible(route.at, why.message, { help: why.help }));
        return [];
    }
    const mirrors = placesFor(route, facts.pulls).filter((place) => {
        const whyNot = (0,mirror_grammar/* whyNotMirror */.t4)(place.location) ?? whyNotBeside(place, route);
        if (whyNot !== null)
            findings.push(badMirror(place, whyNot, facts));
        return whyNot === null;
    });
    if (mirrors.length === 0)
        return [];
    return [
        {
            source: route.scope,
            mirrors: [...new Set(mirrors.map(({ location }) => location))],
            never: !route.contactSource,
        },
    ];
}
/** A route without places for this kind of pull is not said at all, which is right unless it blocks the source. */
function whyNoEntry(route, { kind, knowsNever }) {
    const { scope, contactSource, places } = route;
    const why = (0,mirror_grammar/* whyNotSource */.vE)(scope);
    if (why !== null) {
        return {
            message: `${kind} cannot have the source ${(0,shown/* shown */.S)(scope)}: ${why}`,
            help: 'the source is left out',
        };
    }
    if (!contactSource && !knowsNever) {
        return {
            message: `${kind} cannot keep nodes from asking ${(0,shown/* shown */.S)(scope)} itself`,
            help: 'the source is left out; generate idms, whose mirrorSourcePolicy can say it',
        };
    }
    if (!contactSource && places.length === 0) {
        return {
            message: `${kind} cannot block ${(0,shown/* shown */.S)(scope)}, which has no mirrors`,
            help: 'name it in registrySources.blockedRegistries of the Image object',
        };
    }
    return null;
}
function whyNotBeside({ location }, { scope, contactSource }) {
    return !contactSource && location === scope ? 'it is the source, which is never to be contacted' : null;
}
function badMirror({ location, at }, why, { kind }) {
    return inexpressible(at, `${kind} cannot have the mirror ${(0,shown/* shown */.S)(location)}: ${why}`, {
        help: 'the mirror is left out; give it a name that the platform takes',
    });
}
/** Digests and tags are different kinds of object. */
function otherKind(routes, { kind, pulls }) {
    const other = pulls === 'digest' ? 'tag' : 'digest';
    const route = routes.find((one) => placesFor(one, other).length > 0);
    if (route === undefined)
        return [];
    return [
        inexpressible(route.at, `${kind} says nothing about pulls by ${other}, for example of ${(0,shown/* shown */.S)(route.scope)}`, {
            help: `generate ${other === 'tag' ? 'itms' : 'idms'} as well and apply both`,
            severity: 'note',
        }),
    ];
}
function insecurePlaces(routes, { kind, pulls }) {
    const byHost = new Map();
    for (const route of routes) {
        const places = placesFor(route, pulls);
        const source = { location: route.scope, transport: route.sourceTransport, at: route.at };
        for (const place of route.contactSource && places.length > 0 ? [...places, source] : places) {
            const host = place.location.split('/')[0] ?? '';
            if (place.transport !== 'https' && !byHost.has(host))
                byHost.set(host, place);
        }
    }
    return [...byHost].map(([host, { at }]) => inexpressible(at, `${kind} cannot say that ${host} is insecure`, {
        help: `name ${host} in registrySources.insecureRegistries of the Image object, or give it a certificate`,
        severity: 'warning',
    }));
}
function objectText(entries, facts, header) {
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
function entryLines({ source, mirrors, never }) {
    return [
        `    - source: ${(0,yaml_text/* yamlText */.p)(source)}`,
        '      mirrors:',
        ...mirrors.map((mirror) => `        - ${(0,yaml_text/* yamlText */.p)(mirror)}`),
        ...(never ? ['      mirrorSourcePolicy: NeverContactSource'] : []),
    ];
}

// EXTERNAL MODULE: ./build/policy/registry-prefix.js
var registry_prefix = __webpack_require__(5981);
;// CONCATENATED MODULE: ./build/policy/write-registries.js
/** Routes as a `registries.conf` for CRI-O and podman. */




/** One file that names only what the routes name, so that it can be a drop-in. */
function writeRegistries(routes, header) {
    const findings = [];
    const tables = routes.map(tableOf);
    const registries = tables.map((table, index) => ({
        ...table,
        mirrors: (routes[index]?.places ?? []).flatMap((place) => {
            const why = whyUnusable(place, table, tables);
            if (why === null)
                return [mirrorOf(place)];
            findings.push(inexpressible(place.at, why, { help: 'the mirror is left out' }));
            return [];
        }),
    }));
    const text = writeRegistriesConf({ header, registries });
    return { files: [{ path: 'registries.conf', text }], findings };
}
function tableOf({ scope, contactSource, sourceTransport, at }) {
    return {
        prefix: scope,
        location: scope.startsWith('*.') ? '' : scope,
        insecure: sourceTransport !== 'https',
        blocked: !contactSource,
        mirrorByDigestOnly: false,
        mirrors: [],
        at,
    };
}
function mirrorOf({ location, pulls, transport, at }) {
    const single = pulls.includes('tag') ? 'tag-only' : 'digest-only';
    return { location, insecure: transport !== 'https', pullFrom: pulls.length > 1 ? 'all' : single, at };
}
/** A blocked source also blocks mirrors below it, and one name that cannot be read fails the whole pull. */
function whyUnusable({ location }, { prefix }, tables) {
    const sample = `${prefix.startsWith('*.') ? `host${prefix.slice(1)}` : prefix}/name`;
    if ((0,registry_prefix/* rewriteName */.aw)(sample, prefix, location) === null) {
        return `${(0,shown/* shown */.S)(sample)} becomes no name of a repository at ${(0,shown/* shown */.S)(location)}`;
    }
    const blocking = (0,registry_prefix/* findTable */.UI)(location, tables);
    return blocking?.blocked === true
        ? `mirror ${(0,shown/* shown */.S)(location)} lies in ${(0,shown/* shown */.S)(blocking.prefix)}, which is never to be contacted`
        : null;
}

;// CONCATENATED MODULE: ./build/policy/generate.js










const GENERATE_FORMATS = ['idms', 'itms', 'icsp', 'registries.conf', 'hosts.toml'];
/** Stands in every generated file, so that one can be told from what people wrote. */
const GENERATED_MARK = 'Written by mirror-action generate from';
/**
 * Policy files that send nodes to this manifest's mirrors. What the format cannot say is left out and told as
 * `policy-inexpressible`; the output depends on nothing but the manifest and the options.
 */
function generateFromManifest(file, options) {
    const { routes, findings } = routesOfManifest(file, options);
    const written = write(routes, options.format, headerLines(file.path));
    return { files: written.files, findings: [...findings, ...written.findings] };
}
/**
 * Existing policies in another format, or the `registries.conf` that the platform would write. Where documents contradict
 * each other so that the platform applies none of them, there are no files.
 */
function generateFromPolicies(documents, { format, neverContactSource }) {
    const taken = documents.map(withProposedKind);
    const effective = (0,effective_registries/* effectiveRegistries */.B)(taken);
    const trees = (0,model/* documentsOf */.u)(taken, 'hosts.toml');
    const findings = [...effective.findings, ...notConverted(taken, effective.tables !== null)];
    if (findings.some(({ severity }) => severity === 'error'))
        return { files: [], findings };
    const header = headerLines(...new Set(documents.map((document) => document.at.file)));
    if (effective.tables !== null && format === 'registries.conf' && !neverContactSource) {
        const isPlatform = (0,model/* documentsOf */.u)(taken, 'registries.conf').length === 0;
        const writeText = isPlatform ? writePlatformRegistriesConf : writeRegistriesConf;
        const text = writeText({ header, registries: effective.tables });
        return { files: [{ path: 'registries.conf', text }], findings };
    }
    const read = effective.tables === null ? routesOfHosts(trees) : routesOfTables(effective.tables);
    const routes = neverContactSource ? read.routes.map(withoutSource) : read.routes;
    const written = write(routes, format, header);
    return { files: written.files, findings: [...findings, ...read.findings, ...written.findings] };
}
function write(routes, format, header) {
    if (format === 'registries.conf')
        return writeRegistries(routes, header);
    return format === 'hosts.toml' ? writeHosts(routes, header) : writeMirrorSets(routes, format, header);
}
function headerLines(...origins) {
    return [
        `${GENERATED_MARK} ${origins.map(visible/* makeVisible */.Xm).join(', ')}.`,
        'Change that and generate again; changes made here are lost.',
    ];
}
/** A kind that no release acts on can still be converted into what it meant. */
function withProposedKind(document) {
    const isProposed = document.format === 'mirror-set' && document.kind === 'ImageContentPolicy';
    return isProposed && document.fate === 'ignored' ? { ...document, fate: 'used' } : document;
}
function withoutSource(route) {
    return route.places.length === 0 ? route : { ...route, contactSource: false };
}
/** Files of containerd beside files of CRI-O say the same in other words, or contradict them; one side is converted. */
function notConverted(documents, hasTables) {
    const left = documents.find(({ format }) => format === 'containerd-config' || (hasTables && format === 'hosts.toml'));
    if (left === undefined)
        return [];
    return [
        (0,finding/* finding */.gk)('policy-inexpressible', {
            at: left.at,
            message: 'this file of containerd is not converted',
            help: left.format === 'containerd-config'
                ? 'registry.mirrors is deprecated; write its endpoints into HOST/hosts.toml and convert that'
                : 'files for CRI-O are given too; name only the files that are to be converted',
            severity: left.format === 'containerd-config' ? 'error' : 'warning',
        }),
    ];
}


/***/ })

};
