import { podField, type Scope } from '../container/scope.ts';
import { plainText } from '../environment/pod-text.ts';
import type { DnsConfig, Pod } from '../pod.ts';
import { isAddress } from './ip-address.ts';

/** What `--dns` and its kin say about the Pod. */
export interface Dns {
  readonly dnsPolicy: Pod['dnsPolicy'];
  readonly dnsConfig: DnsConfig | null;
}

/** Known resolvers of service discovery: the cluster has its own (mapping E4-18). */
const DISCOVERY_DNS = /^(172\.17\.42\.1|172\.17\.0\.1|10\.1\.42\.1|127\.0\.0\.1)$/;

/** mapping E4-10, E4-18, E4-28 */
export function dnsOf(scope: Scope, hostNetwork: boolean): Dns {
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
  const lost = saysAll(scope)
    ? ''
    : ', and nothing is taken of the search list and options of the machine';
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
        question: `with it the names of Services are not found${lost}: is it needed?`,
      });
    }
  }
  return servers;
}

/** Docker took from the machine what the flags leave open; a Pod with a server of its own takes nothing. */
const saysAll = ({ ledger }: Scope): boolean =>
  ledger.many('pod.dns-search').length > 0 && ledger.many('pod.dns-option').length > 0;

/** mapping E4-28: without a server of its own a Pod keeps what the cluster and the node say. */
const BESIDE_OTHERS = {
  'pod.dns-search': {
    field: 'dnsConfig.searches',
    as: 'a domain that is looked up after those that the Pod has anyway',
  },
  'pod.dns-option': {
    field: 'dnsConfig.options',
    as: 'an option beside those that the Pod has anyway',
  },
} as const;

function dnsList(scope: Scope, slot: keyof typeof BESIDE_OTHERS): readonly string[] {
  const alone = scope.ledger.many('pod.dns-server').length === 0;
  const { field, as } = BESIDE_OTHERS[slot];
  return scope.ledger.many(slot).map(({ value, token, rule }) => {
    const text = plainText(scope, value, { token, rule, what: 'a DNS setting', variable: null });
    if (value.text === '.' && alone)
      scope.notes.say('decide', token, 'E4-28', {
        what: '--dns-search .',
        question: 'a Pod without a DNS server of its own keeps the search list of the cluster',
      });
    else {
      scope.notes.settle(token, 'set', rule, { field: podField(scope, field) });
      if (alone) scope.notes.say('carried-over', token, 'E4-28', { what: token.label, as });
    }
    return text;
  });
}
