/** Where an address lies: a public registry must not be able to send us to places only we can reach. */
import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { MirrorError } from '../../errors.ts';

/** `link-local` is also multicast, broadcast, reserved and translated space: nobody's registry. */
export type Reach = 'public' | 'private' | 'loopback' | 'link-local';

const PRIVATE = blockList([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['fc00::', 7],
  ['fec0::', 10],
]);
const LOOPBACK = blockList([
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['::', 128],
  ['::1', 128],
]);
const LINK_LOCAL = blockList([
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
  ['fe80::', 10],
  ['ff00::', 8],
  // IPv6 addresses that carry an IPv4 address some other way than `embeddedV4` reads: IPv4-compatible, local NAT64, 6to4, Teredo
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['2001::', 32],
]);

/** The reach of an IP address, or of a URL's hostname (`[::1]`); null for a name that only DNS can answer for. */
export function reachOf(hostname: string): Reach | null {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
  if (isIP(host) === 0) return null;
  const address = embeddedV4(host) ?? host;
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  if (LOOPBACK.check(address, family)) return 'loopback';
  if (LINK_LOCAL.check(address, family)) return 'link-local';
  return PRIVATE.check(address, family) ? 'private' : 'public';
}

/** Whether a registry at `from` may send us to `to`: outwards always, inwards never. */
export function mayReach(from: Reach, to: Reach): boolean {
  if (to === 'public' || to === from) return true;
  return from === 'loopback' && to === 'private';
}

/** How a name is looked up, all its addresses. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A DNS lookup that passes over the addresses that may not be reached. A name that has no other is refused. */
export function guardedLookup(mayBeReached: (reach: Reach) => boolean, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, [], 0);
      const allowed = addresses.filter((address) => mayBeReached(reachOfAddress(address)));
      const [refused] = addresses;
      if (allowed.length === 0 && refused !== undefined)
        callback(unsafeAddress(hostname, reachOfAddress(refused)), [], 0);
      else if (options.all === true) callback(null, allowed);
      else answerOne(allowed, callback);
    });
  };
}

function reachOfAddress({ address }: LookupAddress): Reach {
  return reachOf(address) ?? 'public';
}

export function unsafeAddress(hostname: string, reach: Reach): MirrorError {
  return new MirrorError(
    'unsafe',
    `refused to follow the registry to ${hostname}: it is a ${reach} address`,
    {
      fix: 'check the registry; only a registry that is itself on such an address may refer to one',
    },
  );
}

function answerOne(addresses: readonly LookupAddress[], callback: Parameters<LookupFunction>[2]): void {
  const [first] = addresses;
  if (first === undefined) callback(new Error('no address'), '', 0);
  else callback(null, first.address, first.family);
}

/** The IPv4 address inside `::ffff:a.b.c.d` and `64:ff9b::a.b.c.d` (NAT64), in both spellings. */
function embeddedV4(address: string): string | null {
  const tail = /^(?:::ffff:|64:ff9b::)(.+)$/.exec(address)?.[1];
  if (tail === undefined) return null;
  if (isIP(tail) === 4) return tail;
  const groups = tail.split(':').map((group) => Number.parseInt(group, 16));
  const [high, low] = groups.length === 1 ? [0, groups[0] ?? 0] : [groups[0] ?? 0, groups[1] ?? 0];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function blockList(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, isIP(net) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
