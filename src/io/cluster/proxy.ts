import { BlockList, isIP } from 'node:net';
import type { JsonObject } from '../../manifest/manifest.ts';
import { EnvironmentError } from '../environment-error.ts';

/**
 * The proxy to a server, or null: `proxy-url` of the kubeconfig, else `HTTPS_PROXY` (`HTTP_PROXY` for a server without TLS)
 * unless `NO_PROXY` names the server. By the rules of Go's golang.org/x/net/http/httpproxy, which kubectl follows: both
 * spellings, the capital one first, and never for this machine itself. Throws `EnvironmentError`.
 */
export function proxyFor(
  server: string,
  cluster: JsonObject,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const named = cluster['proxy-url'];
  if (typeof named === 'string' && named !== '') return checked(named);
  if (!URL.canParse(server)) return null;
  const { protocol, hostname, port } = new URL(server);
  const said = (name: string): string => env[name] || env[name.toLowerCase()] || '';
  const proxy = said(protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY');
  const host = hostname.replace(/^\[|\]$/g, '');
  if (proxy === '' || isThisMachine(host)) return null;
  const ownPort = port === '' ? (protocol === 'http:' ? '80' : '443') : port;
  if (
    said('NO_PROXY')
      .split(',')
      .some((rule) => names(rule.trim().toLowerCase(), host, ownPort))
  )
    return null;
  return checked(proxy.includes('://') ? proxy : `http://${proxy}`);
}

function checked(proxy: string): string {
  if (URL.canParse(proxy)) return proxy;
  throw new EnvironmentError('the address of the proxy cannot be read');
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

/** One rule of `NO_PROXY`: `*`, an address, a network, a domain with all below it; each with a port where it has one. */
function names(rule: string, host: string, port: string): boolean {
  if (rule === '') return false;
  if (rule === '*') return true;
  if (rule.includes('/')) return isInNetwork(rule, host);
  const [, bracketed, plain = '', ownPort] =
    /^(?:\[([^\]]+)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(rule) ?? [];
  const name = bracketed ?? plain;
  if (ownPort !== undefined && ownPort !== port) return false;
  if (isIP(name) !== 0 || isIP(host) !== 0) return name === host;
  const domain = name.replace(/^\*?\./, '');
  return host.endsWith(`.${domain}`) || (!/^\*?\./.test(name) && host === domain);
}

/** `10.0.0.0/8` */
function isInNetwork(rule: string, host: string): boolean {
  const [network = '', prefix = ''] = rule.split('/');
  const kind = isIP(network);
  if (kind === 0 || isIP(host) !== kind || !/^\d{1,3}$/.test(prefix)) return false;
  if (Number(prefix) > (kind === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), kind === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, kind === 4 ? 'ipv4' : 'ipv6');
}
