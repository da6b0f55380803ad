import type { ExpectedDifference } from '../judge.ts';

/** What a finding about a flag tells. */
const told = (
  code: string,
  about: RegExp,
  field: RegExp,
  reason: string,
  values: Partial<ExpectedDifference> = {},
): ExpectedDifference => ({ field, code, about, reason, ...values });

const NOTHING = /^\(nothing\)$/;

/** Who is asked for names. */
const RESOLVER: readonly ExpectedDifference[] = [
  told(
    'decide',
    /of the search list and options/,
    /resolv\.search/,
    'such a Pod looks nowhere else',
    {
      left: /^the machine's$/,
      right: /^$/,
    },
  ),
  told('decide', /--dns-search/, /resolv\.search/, 'the search list of the node stays', {
    left: /^$/,
    right: /^the machine's$/,
  }),
  told('carried-over', /^--dns-search/, /resolv\.search/, 'the search list of the node is first', {
    left: /^example\.com$/,
    right: /^the machine's example\.com$/,
  }),
  told('unsupported', /^--dns\b/, /resolv\.nameservers/, 'a Pod takes three DNS servers', {
    left: /^(?:\S+ ){3,}\S+$/,
  }),
  told(
    'differs',
    /^--net(work)?\b/,
    /resolv\.(nameservers|options)/,
    'on a network that somebody made Docker answers itself; here the cluster does',
    { left: /^(127\.0\.0\.11|ndots:0)$/ },
  ),
];

/** The names of a container. */
const NAMES: readonly ExpectedDifference[] = [
  told('carried-over', /^--hostname/, /hostname/, 'a Pod has names of small letters, digits and -'),
  told('carried-over', /without the short name/, /hosts\..*/, 'a Pod has one name', {
    right: NOTHING,
  }),
  told(
    'unsupported',
    /^--domainname/,
    /(domainname|hosts\.web\.example\.com)/,
    'nothing gives a Pod a domain without giving it another name',
  ),
  told('decide', /it is the own name/, /hosts\.<hostname>/, 'the own address comes first'),
  told('decide', /^--add-host/, /hosts\..*/, 'the entry is left out', { right: NOTHING }),
  told(
    'carried-over',
    /^--add-host/,
    /hosts\.<hostname>/,
    "the node's own entries stay beside those of the unit",
    { left: NOTHING },
  ),
  told(
    'unsupported',
    /^--hostname/,
    /(hostname|hosts\.(<hostname>|witness))/,
    'on the host network a Pod has the name of its node',
  ),
  told(
    'differs',
    /^--uts=host/,
    /(env\.HOSTNAME|hostname|hosts\.(<hostname>|[0-9a-f]{12})|namespaces\.uts)/,
    'a Pod has the name of its node only on the host network',
  ),
];

const NETWORKS: readonly ExpectedDifference[] = [
  {
    field: /namespaces\.uts/,
    left: /^own$/,
    right: /^machine$/,
    code: null,
    reason: 'on the host network a Pod shares the host name of its node, which few may set',
  },
  told(
    'unsupported',
    /^--net=none/,
    /(interfaces\.eth0|hosts\.<hostname>|acts\[\d+\]\.refused)/,
    'a Pod always has a network',
  ),
];

/** An address of a Service: no container has it. */
const OF_SERVICE = /\b10\.0\.\d+\.\d+\b/;
const OF_TARGET = /<address of [^>]+>/;
const LINK = /^--link /;

const LINKS: readonly ExpectedDifference[] = [
  told('differs', LINK, /hosts\..*/, 'the name of the link is a Service, which DNS knows', {
    left: OF_TARGET,
    right: NOTHING,
  }),
  told(
    'differs',
    /neither variables/,
    /env\.[A-Z_]+_(NAME|PORT.*)/,
    'a Pod has no variables of links that its unit does not name',
    { right: NOTHING },
  ),
  told('differs', /there are neither \w+_NAME/, /env\.[A-Z_]+_NAME/, 'a Service tells no name', {
    right: NOTHING,
  }),
  told(
    'differs',
    /with those of every other Service/,
    /env\.[A-Z_]+_(SERVICE_(HOST|PORT.*)|PORT|PORT_\d+_(TCP|UDP)(_(ADDR|PORT|PROTO))?)/,
    'variables of one Service come with those of all',
    { left: NOTHING },
  ),
  told(
    'differs',
    /it becomes the Service/,
    /env\.[A-Z_]+_PORT.*/,
    'the address is that of the Service',
    { left: OF_TARGET, right: OF_SERVICE },
  ),
];

export const NETWORK_DIFFERENCES: readonly ExpectedDifference[] = [
  ...RESOLVER,
  ...NAMES,
  ...NETWORKS,
  ...LINKS,
];
