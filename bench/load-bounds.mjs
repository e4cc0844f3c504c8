// What many images may cost. Counts and bytes, no times: they hold on a slow machine too.

/** The default of `concurrency` in the mirror manifest, and what the client keeps beside it (stores/registry/transport.ts). */
const CONNECTIONS_PER_HOST = 32 + 2;
/** Standard streams, event loop, files that are read or written. */
const OTHER_DESCRIPTORS = 40;
const RSS_PEAK_MB = 200;
/** How much more memory may be in use at nine tenths of the time than in its middle. */
const GROWTH = { factor: 1.25, plusMb: 20 };

/** One sentence for each bound that a run passes. */
export function breachesOf(run) {
  const hosts = run.mirrors + 1;
  const { rssMb, sockets, descriptors } = run;
  const checks = [
    [rssMb.peak, RSS_PEAK_MB, 'MB of memory at most'],
    [rssMb.at90, rssMb.at50 * GROWTH.factor + GROWTH.plusMb, 'MB of memory at 90 % of the time'],
    [sockets, hosts * CONNECTIONS_PER_HOST, 'open sockets'],
    [descriptors, hosts * CONNECTIONS_PER_HOST + OTHER_DESCRIPTORS, 'open file descriptors'],
    ...(run.name.startsWith('noop') ? boundsOfNothing(run) : []),
    ...(run.verified === false ? [[1, 0, 'mirrors that verify does not find complete']] : []),
  ];
  return checks.flatMap(([is, atMost, what]) =>
    is > atMost ? [`${run.name}: ${Math.round(is)} ${what}; the bound is ${Math.round(atMost)}`] : [],
  );
}

/** One HEAD for each image and mirror, nothing else, and nothing at the source. */
function boundsOfNothing({ images, mirrors, source, target }) {
  const heads = target.byKind['HEAD manifest']?.count ?? 0;
  return [
    [source.count, 0, 'requests at the source'],
    [heads, images * mirrors, 'HEAD requests at mirrors'],
    [target.count - heads, 0, 'other requests at mirrors'],
  ];
}
