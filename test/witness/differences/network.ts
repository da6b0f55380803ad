import type { ExpectedDifference } from '../judge.ts';

/** Who is asked for names. */
const RESOLVER: readonly ExpectedDifference[] = [
  {
    field: /resolv\.search/,
    left: /^the machine's$/,
    right: /^$/,
    code: 'decide',
    about: /^--dns\b/,
    reason: 'a Pod with DNS servers of its own looks nowhere else',
  },
  {
    field: /resolv\.search/,
    left: /^$/,
    right: /^the machine's$/,
    code: 'decide',
    about: /--dns-search/,
    reason: 'the search list of the cluster and of the node stays',
  },
  {
    field: /resolv\.nameservers/,
    left: /^(?:\S+ ){3,}\S+$/,
    code: 'unsupported',
    about: /^--dns\b/,
    reason: 'a Pod takes three DNS servers',
  },
];

export const NETWORK_DIFFERENCES: readonly ExpectedDifference[] = [...RESOLVER];
