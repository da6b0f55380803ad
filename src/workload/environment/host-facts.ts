import type { PodSymbol } from '../../source/logical-text.ts';
import type { About } from '../container/about.ts';
import type { Scope } from '../container/scope.ts';
import { publishedPortsOf, usesHostPorts } from '../network/published-ports.ts';
import { serviceNameOf } from '../set/names.ts';

/** What an address or the name of the machine becomes. */
export type HostFact =
  | { readonly kind: 'symbol'; readonly symbol: PodSymbol }
  | { readonly kind: 'text'; readonly text: string };

/**
 * mapping G70, G71: the machine's address means what the text does with it. `after` is the text that follows, which may
 * begin with a port.
 */
export function hostFact(scope: Scope, symbol: PodSymbol, after: string, about: About): HostFact {
  if (symbol === 'ZONE') sayZone(scope, about);
  if (symbol !== 'HOST_IP' && symbol !== 'NODE_NAME') return { kind: 'symbol', symbol };
  const port = Number(/^:(\d{1,5})(?!\d)/.exec(after)?.[1] ?? Number.NaN);
  const other = otherService(scope, port);
  if (other !== null) {
    const became = other.byHost ? `$(${symbol})` : `the Service ${other.name}`;
    scope.notes.say('host-address', about.token, 'G70-2', {
      what: `the machine's address in ${about.what}`,
      became,
      meaning: `port ${port} belongs to ${other.name}`,
    });
    return other.byHost ? { kind: 'symbol', symbol } : { kind: 'text', text: other.name };
  }
  return symbol === 'NODE_NAME' ? nodeName(scope, port, about) : ownAddress(scope, port, about);
}

/** mapping G73: an empty text, without an error, where the label is missing when the Pod is placed. */
const sayZone = ({ notes }: Scope, { token, what }: About): void =>
  notes.say('decide', token, 'G73', {
    what: `the zone in ${what}`,
    question:
      'it comes from the label topology.kubernetes.io/zone of the node and is empty without it: do all nodes have it?',
  });

/** mapping G71: a name that others connect to is asked about; node names are often not resolved in Pods. */
function nodeName(scope: Scope, port: number, about: About): HostFact {
  const own = publishedPortsOf(scope.ledger);
  if (isAdvertised(about) || own.some((p) => p.host === port || p.container === port))
    scope.notes.say('decide', about.token, 'G71', {
      what: `the machine's name in ${about.what}`,
      question:
        'others connect to it, and Pods often cannot resolve the names of nodes: is the name of the Service meant, or an address?',
    });
  scope.notes.say('host-address', about.token, 'G71', {
    what: `the machine's name in ${about.what}`,
    became: '$(NODE_NAME)',
    meaning: 'the name of a node need not be the host name of its machine',
  });
  return { kind: 'symbol', symbol: 'NODE_NAME' };
}

/** mapping G70-1 */
const isAdvertised = ({ variable }: About): boolean =>
  /ADVERTI[SZ]E|ANNOUNCE|PUBLISH/i.test(variable ?? '');

function ownAddress(scope: Scope, port: number, about: About): HostFact {
  const own = publishedPortsOf(scope.ledger);
  const told = own.find((p) => p.host === port || p.container === port);
  if (told === undefined && !isAdvertised(about)) {
    scope.notes.say('host-address', about.token, 'G70-5', {
      what: `the machine's address in ${about.what}`,
      became: '$(HOST_IP)',
      meaning: 'the address of the node, which nobody is known to connect to',
    });
    return { kind: 'symbol', symbol: 'HOST_IP' };
  }
  const byHost = usesHostPorts(scope.group, scope.ledger, scope.around.decisions);
  const became = byHost ? 'HOST_IP' : 'POD_IP';
  scope.notes.say('host-address', about.token, 'G70-1', {
    what: `the machine's address in ${about.what}`,
    became: `$(${became})`,
    meaning: 'others connect to it, and the container has an address of its own',
  });
  const differs = (told === undefined ? own : [told]).find(
    (p) => typeof p.host === 'number' && p.host !== p.container,
  );
  if (!byHost && differs !== undefined && typeof differs.host === 'number')
    scope.notes.say('advertised-port', about.token, 'G70-1', {
      what: about.what,
      host: differs.host,
      container: differs.container,
    });
  return { kind: 'symbol', symbol: became };
}

/** The workload of another unit that publishes the port. */
export function otherService(
  scope: Scope,
  port: number,
): { readonly name: string; readonly byHost: boolean } | null {
  if (Number.isNaN(port)) return null;
  const unit = scope.around.unitThatPublishes(port);
  if (unit === null || unit.unit.name.full === scope.unit.unit.name.full) return null;
  const group = scope.around.groupOfUnit(unit.unit.name.full);
  if (group === null || group.name === scope.group.name) return null;
  const name = serviceNameOf(group.name, scope.around.decisions.kubeVersion);
  return { name, byHost: group.kind === 'DaemonSet' };
}
