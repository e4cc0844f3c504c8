/** A proxy on loopback that plays the internet, so that registries can have names and be public. Over plain HTTP, all of it seen. */
import type { ServerResponse } from 'node:http';
import { type Received, startFaultServer } from '../stores/registry/fault-server.ts';
import { type End, syncOne } from './attack.ts';

/** Answers for one host (`registry.example:5000`); `path` has the query. */
export type Site = (request: Received & { readonly path: string }, response: ServerResponse) => void;

export interface Internet {
  /** The variables that lead there. */
  readonly env: Readonly<Record<string, string>>;
  /** What `host` was asked. */
  at(host: string): readonly Received[];
  /** Every host that was asked anything. */
  hosts(): readonly string[];
}

/** Hosts that are not listed answer 404. */
export async function startInternet(sites: Readonly<Record<string, Site>>): Promise<Internet> {
  const proxy = await startFaultServer((request, response) => {
    const { host, pathname, search } = new URL(request.url);
    const site = sites[host];
    if (site === undefined) response.writeHead(404).end();
    else site({ ...request, path: pathname + search }, response);
  });
  const hostOf = ({ url }: Received) => new URL(url).host;
  return {
    env: { HTTP_PROXY: proxy.url },
    at: (host) => proxy.received.filter((request) => hostOf(request) === host),
    hosts: () => [...new Set(proxy.received.map(hostOf))],
  };
}

/** `syncOne` of a public registry, which has to be spoken to over plain HTTP. */
export function syncPublic(image: string, internet: Internet, loginFor?: string): Promise<End> {
  const [host = ''] = image.split('/');
  const registries = { [host]: { tls: false } };
  return syncOne({ image, registries, env: internet.env, ...(loginFor === undefined ? {} : { loginFor }) });
}

/** A site that names `realm` as its token server, and takes no token. */
export const namingRealm =
  (realm: string): Site =>
  (_request, response) => {
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="registry"` }).end();
  };
