import type { FactOf } from '../fact/fact.ts';
import { withInstance } from './instance-text.ts';
import { isAddress } from './ip-address.ts';
import { serviceNameOf } from './names.ts';
import type { DnsConfig, Pod } from './pod.ts';
import { sanitised, shortened } from './pod-name.ts';
import { plainText } from './pod-text.ts';
import { podField, type Scope } from './scope.ts';

/** What a container's network flags say about its Pod. */
export interface Network {
  readonly hostNetwork: boolean;
  readonly dnsPolicy: Pod['dnsPolicy'];
  readonly dnsConfig: DnsConfig | null;
  readonly hostname: string | null;
  readonly hostnameOverride: string | null;
  readonly hostAliases: readonly { readonly ip: string; readonly hostname: string }[];
  readonly hostPid: boolean;
  readonly hostIpc: boolean;
  readonly shareProcessNamespace: boolean;
  readonly enableServiceLinks: boolean;
  /** Names under which others on a network of docker knew the container (mapping E4-14). */
  readonly aliases: readonly string[];
}

/** mapping E4-10 – E4-20, E4-26 – E4-32, E6-12 – E6-14. */
export function networkOf(scope: Scope): Network {
  const hostNetwork = networkMode(scope);
  const dns = dnsOf(scope, hostNetwork);
  const host = hostnameOf(scope, hostNetwork);
  const pid = namespaceOf(scope, 'pod.pid', 'hostPID', 'E6-12');
  const ipc = namespaceOf(scope, 'pod.ipc', 'hostIPC', 'E6-13');
  utsHost(scope);
  const init = initProcess(scope, pid === 'host');
  return {
    hostNetwork,
    ...dns,
    ...host,
    hostAliases: hostAliasesOf(scope, hostNetwork),
    hostPid: pid === 'host',
    hostIpc: ipc === 'host',
    shareProcessNamespace: (pid === 'container' || init) && pid !== 'host',
    enableServiceLinks: linksOf(scope),
    aliases: networkAliases(scope),
  };
}

function networkMode(scope: Scope): boolean {
  const said = scope.ledger.one('pod.network');
  if (said === null) return false;
  const { value, token, rule } = said;
  switch (value.kind) {
    case 'host':
      scope.notes.settle(token, 'set', rule, { field: podField(scope, 'hostNetwork') });
      return true;
    case 'default':
      scope.notes.settle(token, 'no-effect', rule, { why: 'a Pod has an address of its own' });
      return false;
    case 'none':
      scope.notes.say('unsupported', token, 'E4-11', {
        what: '--net none',
        why: 'a Pod always has a network; a NetworkPolicy that denies all comes nearest',
      });
      return false;
    case 'container':
      sharedNetwork(scope, token, value.container.text);
      return false;
    case 'custom':
      scope.notes.say('differs', token, 'E4-14', {
        what: `the network ${value.name}`,
        how: 'a cluster has one flat network, without the isolation between networks',
      });
      return false;
  }
}

/** mapping E4-12 */
function sharedNetwork(scope: Scope, token: FactOf<'pod.network'>['token'], name: string): void {
  if (inThisPod(scope, name)) {
    scope.notes.settle(token, 'set', 'E4-12', { field: podField(scope, 'containers') });
    scope.notes.say('carried-over', token, 'E4-12', {
      what: `--net container:${name}`,
      as: 'one Pod with it: the containers share IPC and /dev/shm as well',
    });
  } else
    scope.notes.say('bad-value', token, 'E4-12', {
      what: '--net',
      value: `container:${name}`,
      expected: 'a container of a unit that is in the input and runs on the same machine',
    });
}

function inThisPod(scope: Scope, name: string): boolean {
  return scope.around.groupOfContainer(name)?.name === scope.group.name;
}

function namespaceOf(
  scope: Scope,
  slot: 'pod.pid' | 'pod.ipc',
  field: string,
  rule: string,
): 'host' | 'container' | null {
  const said = scope.ledger.one(slot);
  if (said === null) return null;
  const { value, token } = said;
  if (value.kind === 'host') {
    scope.notes.settle(token, 'set', rule, { field: podField(scope, field) });
    return 'host';
  }
  if (value.kind !== 'container') {
    scope.notes.settle(token, 'no-effect', rule, { why: 'a container has its own, as here' });
    return null;
  }
  if (!inThisPod(scope, value.container.text)) {
    scope.notes.say('bad-value', token, rule, {
      what: slot === 'pod.pid' ? '--pid' : '--ipc',
      value: `container:${value.container.text}`,
      expected: 'a container of a unit that is in the input and runs on the same machine',
    });
    return null;
  }
  scope.notes.settle(token, 'set', rule, { field: podField(scope, 'shareProcessNamespace') });
  scope.notes.say('carried-over', token, rule, {
    what: `the namespace of ${value.container.text}`,
    as: 'one Pod with it',
  });
  return 'container';
}

function utsHost(scope: Scope): void {
  const said = scope.ledger.one('pod.uts-host');
  if (said === null) return;
  scope.notes.say('differs', said.token, said.rule, {
    what: '--uts host',
    how: 'a Pod has the name of its node only on the host network',
  });
}

/** mapping E2-10 */
function initProcess(scope: Scope, hostPid: boolean): boolean {
  const said = scope.ledger.one('container.init');
  if (said === null || !said.value) {
    if (said !== null)
      scope.notes.settle(said.token, 'no-effect', said.rule, { why: 'switched off' });
    return false;
  }
  if (hostPid) {
    scope.notes.settle(said.token, 'no-effect', said.rule, { why: 'with hostPID it is not PID 1' });
    return false;
  }
  scope.notes.settle(said.token, 'set', said.rule, {
    field: podField(scope, 'shareProcessNamespace'),
  });
  scope.notes.say('differs', said.token, said.rule, {
    what: '--init',
    how: 'the containers of the Pod share their processes, so that another process is PID 1',
  });
  return true;
}

/** Known resolvers of service discovery: the cluster has its own (mapping E4-18). */
const DISCOVERY_DNS = /^(172\.17\.42\.1|172\.17\.0\.1|10\.1\.42\.1|127\.0\.0\.1)$/;

function dnsOf(scope: Scope, hostNetwork: boolean): Pick<Network, 'dnsPolicy' | 'dnsConfig'> {
  const servers = nameservers(scope);
  const searches = dnsList(scope, 'pod.dns-search');
  const options = dnsList(scope, 'pod.dns-option').map((text) => {
    const [name = '', value] = text.split(':');
    return { name, value: value ?? null };
  });
  const byDefault = scope.around.decisions.text('dns-host') === 'default' ? 'Default' : null;
  const hostPolicy = hostNetwork ? (byDefault ?? 'ClusterFirstWithHostNet') : null;
  if (servers.length > 0) {
    const list = searches.filter((s) => s !== '.');
    return { dnsPolicy: 'None', dnsConfig: { nameservers: servers, searches: list, options } };
  }
  const list = searches.filter((s) => s !== '.');
  const config = list.length > 0 || options.length > 0;
  return {
    dnsPolicy: hostPolicy,
    dnsConfig: config ? { nameservers: [], searches: list, options } : null,
  };
}

function nameservers(scope: Scope): readonly string[] {
  const servers: string[] = [];
  for (const { value, token, rule } of scope.ledger.many('pod.dns-server')) {
    const about = { token, rule, what: '--dns', variable: null };
    const text = value.text.includes('\uFFFC') ? '' : plainText(scope, value, about);
    if (text === '' || DISCOVERY_DNS.test(text))
      scope.notes.say('not-needed', token, 'E4-18', {
        what: 'the DNS server of the machine',
        why: 'the cluster has its own, which knows the Services',
      });
    else if (!isAddress(text))
      scope.notes.say('decide', token, 'E4-18', {
        what: `the DNS server ${text}`,
        question: 'only addresses can be written',
      });
    else if (servers.length === 3)
      scope.notes.say('unsupported', token, 'E4-18', {
        what: `the DNS server ${text}`,
        why: 'a Pod takes three',
      });
    else {
      servers.push(text);
      scope.notes.say('decide', token, 'E4-18', {
        what: `the DNS server ${text}`,
        question: 'with it the names of Services are not found: is it needed?',
      });
    }
  }
  return servers;
}

function dnsList(scope: Scope, slot: 'pod.dns-search' | 'pod.dns-option'): readonly string[] {
  return scope.ledger.many(slot).map(({ value, token, rule }) => {
    if (value.text === '.' && scope.ledger.many('pod.dns-server').length === 0)
      scope.notes.say('decide', token, 'E4-28', {
        what: '--dns-search .',
        question: 'a Pod without a DNS server of its own keeps the search list of the cluster',
      });
    else
      scope.notes.settle(token, 'set', rule, {
        field: podField(scope, `dnsConfig.${slot === 'pod.dns-search' ? 'searches' : 'options'}`),
      });
    return plainText(scope, value, { token, rule, what: 'a DNS setting', variable: null });
  });
}

/** mapping E4-16, E4-17, E4-26, E4-27 */
function hostnameOf(
  scope: Scope,
  hostNetwork: boolean,
): Pick<Network, 'hostname' | 'hostnameOverride'> {
  const nothing = { hostname: null, hostnameOverride: null };
  domainName(scope);
  const said = scope.ledger.one('pod.hostname');
  if (said === null) return nothing;
  const { value, token, rule } = said;
  if (hostNetwork) {
    scope.notes.say('unsupported', token, 'E4-27', {
      what: '--hostname',
      why: 'on the host network a Pod has the name of its node',
    });
    return nothing;
  }
  if (scope.group.instanceName === 'ordinal' && withInstance(scope.group, value) !== value) {
    scope.notes.settle(token, 'set', 'B24', { why: 'the name of the Pod' });
    return nothing;
  }
  if (value.text.includes('\uFFFC')) {
    scope.notes.say('decide', token, 'G71', {
      what: '--hostname',
      question: 'the name is only known on the machine; the Pod has a name of its own',
    });
    return nothing;
  }
  const name = value.text.toLowerCase();
  if (name.includes('.')) {
    scope.notes.settle(token, 'set', 'E4-26', { field: podField(scope, 'hostnameOverride') });
    return { hostname: null, hostnameOverride: shortened(dotted(name), 63) };
  }
  const label = shortened(sanitised(name), 63);
  scope.notes.settle(token, 'set', rule, { field: podField(scope, 'hostname') });
  if (label !== value.text)
    scope.notes.say('carried-over', token, 'E4-16', {
      what: `the host name ${value.text}`,
      as: label,
    });
  if (scope.group.instances.length > 1 && scope.group.instanceName === 'literal')
    scope.notes.say('decide', token, 'E4-16', {
      what: `the host name ${label}`,
      question: 'all replicas have it: do they tell each other apart by it?',
    });
  return { hostname: label, hostnameOverride: null };
}

const dotted = (name: string): string =>
  name
    .split('.')
    .filter(Boolean)
    .map((part) => sanitised(part))
    .join('.');

function domainName(scope: Scope): void {
  const said = scope.ledger.one('pod.domain-name');
  if (said === null) return;
  scope.notes.say('unsupported', said.token, said.rule, {
    what: '--domainname',
    why: 'a Pod has no NIS domain, and hostname -f does not show it',
  });
}

/** mapping E4-19, E4-32 */
function hostAliasesOf(scope: Scope, hostNetwork: boolean): Network['hostAliases'] {
  return scope.ledger.many('pod.host-alias').flatMap(({ value, token, rule }) => {
    const about = { token, rule, what: `--add-host ${value.host}`, variable: null };
    const legal = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(
      value.host,
    );
    const address = value.address.text.includes('\uFFFC')
      ? value.address.text
      : plainText(scope, value.address, about);
    if (!legal || !isAddress(address)) {
      scope.notes.say('decide', token, 'E4-19', {
        what: `--add-host ${value.host}`,
        question: legal
          ? 'its address is not known here, so the entry is left out'
          : 'the name is not legal in a Pod, so the entry is left out',
      });
      return [];
    }
    scope.notes.settle(token, 'set', rule, { field: podField(scope, 'hostAliases') });
    if (hostNetwork)
      scope.notes.say('carried-over', token, 'E4-32', {
        what: `--add-host ${value.host}`,
        as: "a line beside those of the node's own /etc/hosts, which docker left out",
      });
    return [{ ip: address, hostname: value.host }];
  });
}

/** mapping E4-14: on a network of its own docker made DNS names of the aliases and of `--name`. */
function networkAliases(scope: Scope): readonly string[] {
  const aliases = scope.ledger.many('pod.network-alias').map(({ value, token, rule }) => {
    scope.notes.say('differs', token, rule, {
      what: `the network name ${value}`,
      how: 'it becomes a Service, which every Pod of the namespace sees',
    });
    return value;
  });
  const name = scope.ledger.peek('container.name')?.text ?? null;
  const custom =
    scope.ledger.peek('pod.network')?.kind === 'custom' && scope.group.instances.length <= 1;
  return custom && name !== null && !name.includes('\uFFFC') ? [...aliases, name] : aliases;
}

/** mapping E4-20, E4-29, E4-31: the Service itself belongs to the unit that is linked to. */
function linksOf(scope: Scope): boolean {
  let reads = false;
  for (const { value, token } of scope.ledger.many('container.link')) {
    const alias = serviceNameOf(
      shortened(sanitised(value.alias), 61),
      scope.around.decisions.kubeVersion,
    );
    const target = scope.around.groupOfContainer(value.container.text);
    if (target === null)
      scope.notes.say('decide', token, 'E4-20', {
        what: `the link to ${value.container.text}`,
        question: 'no unit of the input runs a container of that name: what is its address?',
      });
    else
      scope.notes.say('differs', token, 'E4-20', {
        what: `the link to ${value.container.text}`,
        how: `it becomes the Service ${alias}, and a client starts without waiting for it`,
      });
    if (alias !== value.alias)
      scope.notes.say('decide', token, 'E4-31', {
        what: `the alias ${value.alias}`,
        question: `a Service cannot have that name: clients have to use ${alias}`,
      });
    reads = readsVariables(scope, value.alias, token) || reads;
  }
  return reads;
}

function readsVariables(
  scope: Scope,
  alias: string,
  token: FactOf<'container.link'>['token'],
): boolean {
  const prefix = `${alias.toUpperCase().replaceAll('-', '_')}_`;
  const texts = [
    ...scope.ledger.many('container.args').map(({ value }) => value.text),
    ...scope.ledger.many('container.env').map(({ value }) => value.value?.text ?? ''),
  ];
  const reads = (name: string): boolean => texts.some((text) => text.includes(prefix + name));
  if (reads('ENV_') || reads('NAME'))
    scope.notes.say('decide', token, 'E4-29', {
      what: `the variables ${prefix}ENV_… of the link`,
      question: 'Kubernetes does not make them: give the values with -e',
    });
  return reads('PORT');
}
