import type { About } from '../container/about.ts';
import type { Scope } from '../container/scope.ts';
import { otherService } from './host-facts.ts';

/** docker's bridge on the machines of the time (mapping G72). */
const BRIDGE = /(?<![\w.])(?:172\.17\.(?:42|0)\.1|10\.1\.42\.1)(?![\w.])(?::(\d{1,5})(?!\d))?/g;

/** Variables that tell a program where etcd is (mapping G63). */
const ETCD_VARIABLE =
  /(^|_)ETCD(CTL)?_?(HOSTS?|PEERS?|ENDPOINTS?|URLS?|ADDR(ESS)?|NODES?|SERVERS?)?$/i;

/** Names that only the service discovery of the fleet resolved, and names of its machines (mapping G76). */
const OLD_NAME =
  /(?<![\w./@-])(?:[a-z0-9_-]+\.)+(?:skydns\.local|service\.consul|node\.consul|weave\.local|docker)(?![\w./-])|(?<![\w./@-])core-\d{1,2}(?![\w-])/gi;

/**
 * The literal part of a text that reaches the program, with the address of docker's bridge replaced where a port of
 * another unit stands behind it (mapping G70-2, G72). Names of the old discovery are asked about (mapping G76).
 */
export function withNamesOfToday(scope: Scope, text: string, about: About): string {
  if (ETCD_VARIABLE.test(about.variable ?? '') || /^--?etcd/.test(text))
    scope.notes.say('decide', about.token, 'G63', {
      what: `the address of etcd in ${about.what}`,
      question:
        "the program itself talks to etcd: which etcd is that now? The control plane's is not for it",
    });
  for (const name of new Set(text.match(OLD_NAME) ?? []))
    scope.notes.say('decide', about.token, 'G76', {
      what: `${name} in ${about.what}`,
      question: 'nothing in the cluster resolves this name: which Service is it?',
    });
  return text.replace(BRIDGE, (whole: string, port: string | undefined) =>
    bridge(scope, whole, port ?? null, about),
  );
}

function bridge(scope: Scope, whole: string, port: string | null, about: About): string {
  const other = otherService(scope, port === null ? Number.NaN : Number(port));
  if (other === null || other.byHost) {
    scope.notes.say('decide', about.token, 'G72', {
      what: `${whole} in ${about.what}`,
      question:
        "it was the machine as seen from docker's bridge, which a node does not have: what answered there, and which Service is it now?",
    });
    return whole;
  }
  scope.notes.say('host-address', about.token, 'G72', {
    what: `docker's bridge in ${about.what}`,
    became: `the Service ${other.name}`,
    meaning: `port ${port} belongs to ${other.name}`,
  });
  return `${other.name}:${port}`;
}
