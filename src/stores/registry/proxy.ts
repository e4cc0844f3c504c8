/** Which HTTP proxy, if any, stands between us and an address (the environment variables every tool reads). */
import { BlockList, isIP } from 'node:net';
import { MirrorError } from '../../errors.ts';
import { reachOf } from './addresses.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for `url`, or null for a direct connection. Loopback never goes through a proxy. Throws `input` for an unusable value. */
export function proxyFor(url: URL, env: Environment): URL | null {
  if (reachOf(url.hostname) === 'loopback') return null;
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const value = variable(env, name) || variable(env, 'all_proxy');
  if (value === '' || bypasses(url, variable(env, 'no_proxy'))) return null;
  return parseProxy(value, name);
}

function variable(env: Environment, name: string): string {
  return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}

function parseProxy(value: string, name: string): URL {
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:', 'socks5:'].includes(url.protocol) || !isDecodable(url)) {
    throw new MirrorError('input', `the environment variable ${name} does not hold the address of a proxy`, {
      fix: `set ${name} to http://HOST:PORT, or unset it; a % in a user name or password is written %25`,
    });
  }
  return url;
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(`${username}${password}`);
    return true;
  } catch {
    return false;
  }
}

/** NO_PROXY: names (also their subdomains), `.suffix`, `host:port`, addresses, CIDR ranges, `*`. */
function bypasses(url: URL, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matches(url, entry.toLowerCase()));
}

function matches(url: URL, entry: string): boolean {
  if (entry === '*') return true;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (entry.includes('/')) return inRange(host, entry);
  const { name, port } = splitPort(entry);
  const ownPort = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  if (port !== null && port !== ownPort) return false;
  const suffix = name.replace(/^\*?\./, '');
  return host === suffix || host.endsWith(`.${suffix}`);
}

function splitPort(entry: string): { readonly name: string; readonly port: string | null } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
  if (bracketed !== null) return { name: bracketed[1] ?? '', port: bracketed[2] ?? null };
  const plain = /^([^:]*):(\d+)$/.exec(entry);
  return plain === null ? { name: entry, port: null } : { name: plain[1] ?? '', port: plain[2] ?? null };
}

function inRange(host: string, range: string): boolean {
  const [net = '', bits = ''] = range.split('/');
  const family = isIP(net);
  const prefix = Number(bits);
  if (family === 0 || isIP(host) !== family || !/^\d+$/.test(bits) || prefix > (family === 4 ? 32 : 128))
    return false;
  const list = new BlockList();
  list.addSubnet(net, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
