import type { Draft, Json } from '../draft.ts';
import { isMac } from '../values/ip.ts';

interface Endpoint {
  readonly target: string;
  readonly aliases: readonly Json[];
  readonly links: readonly Json[];
  readonly ip: string;
  readonly ip6: string;
  readonly mac: string;
  readonly linkLocalIps: readonly Json[];
  readonly driverOpts: Json;
  readonly priority: Json;
}

/**
 * HostConfig.NetworkMode, HostConfig.Links and NetworkingConfig. The options of old, `--network-alias`, `--link`, `--ip`,
 * belong to the first network.
 */
export function finishNetwork(draft: Draft): string | null {
  const links = listOf(draft, '#links');
  if (links.length > 0) draft.set('HostConfig.Links', links);
  const given = listOf(draft, '#networks').map(readEndpoint);
  const named = given.length === 0 ? [readEndpoint({ target: 'default' })] : given;
  const first = named[0];
  if (given[0] !== undefined) draft.set('HostConfig.NetworkMode', given[0].target);
  if (first === undefined) return null;
  const mixed = mix(first, draft);
  if (typeof mixed === 'string') return mixed;
  const endpoints = [mixed, ...named.slice(1)];
  const problem = problemOf(endpoints);
  if (problem !== null) return problem;
  const configured = endpoints.map((endpoint) => [endpoint.target, config(endpoint)] as const);
  const only = given.length === 1 && Object.keys(configured[0]?.[1] ?? {}).length === 0;
  if (!only) draft.set('NetworkingConfig', { EndpointsConfig: Object.fromEntries(configured) });
  return null;
}

const listOf = (draft: Draft, path: string): readonly Json[] => {
  const value = draft.get(path);
  return Array.isArray(value) ? value : [];
};

const textOf = (draft: Draft, path: string): string => {
  const value = draft.get(path);
  return typeof value === 'string' ? value : '';
};

const isUserDefined = (network: string): boolean =>
  !/^(default|bridge|host|none)$/.test(network) && !network.startsWith('container:');

function readEndpoint(json: Json): Endpoint {
  const given: { readonly [key: string]: Json } =
    typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as { readonly [key: string]: Json })
      : {};
  const text = (key: string): string => (typeof given[key] === 'string' ? given[key] : '');
  const list = (key: string): readonly Json[] => {
    const value = given[key];
    return Array.isArray(value) ? value : [];
  };
  return {
    target: text('target'),
    aliases: list('aliases'),
    links: [],
    ip: text('ip'),
    ip6: text('ip6'),
    mac: text('mac'),
    linkLocalIps: list('linkLocalIps'),
    driverOpts: given.driverOpts ?? {},
    priority: given.priority ?? 0,
  };
}

/** The first endpoint with the options of old. Said in both ways is refused. */
function mix(endpoint: Endpoint, draft: Draft): Endpoint | string {
  const old = {
    aliases: listOf(draft, '#aliases'),
    linkLocalIps: listOf(draft, '#linkLocalIps'),
    ip: textOf(draft, '#ip'),
    ip6: textOf(draft, '#ip6'),
    mac: textOf(draft, '#mac'),
  };
  const fields = ['aliases', 'linkLocalIps', 'ip', 'ip6', 'mac'] as const;
  if (fields.some((field) => old[field].length > 0 && endpoint[field].length > 0))
    return 'an option of the network is said in two ways';
  const said = fields.filter((field) => old[field].length > 0);
  return {
    ...endpoint,
    links: isUserDefined(endpoint.target) ? listOf(draft, '#links') : [],
    ...Object.fromEntries(said.map((field) => [field, old[field]])),
  };
}

function problemOf(endpoints: readonly Endpoint[]): string | null {
  const targets = endpoints.map(({ target }) => target);
  if (targets.some((target) => target.trim() === '')) return 'a network without a name';
  if (new Set(targets).size < targets.length) return 'a network is named twice';
  if (new Set(targets.map(isUserDefined)).size > 1) return 'a network of docker’s own with another';
  const aliased = endpoints.find((e) => e.aliases.length > 0 && !isUserDefined(e.target));
  if (aliased !== undefined) return 'an alias on a network that is docker’s own';
  return endpoints.some(({ mac }) => mac !== '' && !isMac(mac.trim()))
    ? 'no hardware address'
    : null;
}

/** EndpointSettings, only what is set. */
function config(endpoint: Endpoint): { readonly [key: string]: Json } {
  const { aliases, links, ip, ip6, mac, linkLocalIps, driverOpts, priority } = endpoint;
  const ipam = {
    ...(ip !== '' && { IPv4Address: ip }),
    ...(ip6 !== '' && { IPv6Address: ip6 }),
    ...(linkLocalIps.length > 0 && { LinkLocalIPs: linkLocalIps }),
  };
  return {
    ...(aliases.length > 0 && { Aliases: aliases }),
    ...(links.length > 0 && { Links: links }),
    ...(Object.keys(ipam).length > 0 && { IPAMConfig: ipam }),
    ...(mac !== '' && { MacAddress: mac }),
    ...(Object.keys(driverOpts ?? {}).length > 0 && { DriverOpts: driverOpts }),
    ...(priority !== 0 && { GwPriority: priority }),
  };
}
