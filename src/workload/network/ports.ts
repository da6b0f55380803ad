import type { FactOf } from '../../fact/fact.ts';
import type { Protocol } from '../../fact/slots.ts';
import type { Token } from '../../finding/account.ts';
import { holesOf } from '../../source/logical-text.ts';
import { containerField, type Scope } from '../container/scope.ts';
import type { ContainerPort } from '../pod.ts';
import { isPinned, usesHostPorts } from './published-ports.ts';

/** A port under which clients reached a container. */
export interface ClientPort {
  /** The number that clients used. */
  readonly port: number;
  readonly container: number;
  readonly protocol: Protocol;
  readonly token: Token;
  /** Clients came from outside of the container's machine or could have (mapping H10-01). */
  readonly published: boolean;
}

export interface ContainerPorts {
  readonly ports: readonly ContainerPort[];
  readonly clients: readonly ClientPort[];
  /** Every port that the container is known to listen on, ascending: what a link uses (mapping E4-20). */
  readonly declared: readonly { readonly container: number; readonly protocol: Protocol }[];
}

/** mapping E4-01 – E4-10, E4-21 – E4-25, H10-02, H10-06. One entry for each (port, protocol). */
export function portsOf(scope: Scope): ContainerPorts {
  const published = publishedOf(scope);
  const ports = oneOfEach(scope, [
    ...published,
    ...exposedOf(scope).map((port) => ({ port, token: null })),
  ]);
  publishAll(scope, ports);
  const declared = ports
    .map(({ containerPort, protocol }) => ({ container: containerPort, protocol }))
    .sort((a, b) => a.container - b.container || a.protocol.localeCompare(b.protocol));
  return { ports, clients: published.flatMap(({ client }) => client ?? []), declared };
}

/** mapping E4-21: the API takes one entry for each, which has the first of the host ports. */
function oneOfEach(scope: Scope, all: readonly Declared[]): readonly ContainerPort[] {
  const byKey = new Map<string, ContainerPort>();
  for (const { port, token } of all) {
    const key = `${port.containerPort}/${port.protocol}`;
    const known = byKey.get(key);
    if (known === undefined || (known.hostPort === null && port.hostPort !== null))
      byKey.set(key, port);
    else if (port.hostPort !== null && token !== null && onNode(port) !== onNode(known))
      scope.notes.say('unsupported', token, 'E4-21', {
        what: `the port ${onNode(port)} of the node`,
        why: `a Pod has one for each port of a container, here ${onNode(known)}`,
      });
  }
  return [...byKey.values()];
}

const onNode = ({ hostIp, hostPort }: ContainerPort): string =>
  hostIp === null ? String(hostPort) : `${hostIp}:${hostPort}`;

function publishedOf(scope: Scope): readonly Made[] {
  const said = scope.ledger.many('container.port');
  switch (scope.ledger.peek('pod.network')?.kind) {
    case 'none':
      for (const { token } of said)
        scope.notes.settle(token, 'no-effect', 'E4-11', {
          why: 'docker publishes nothing without a network',
        });
      return [];
    case 'host':
      return said.map((each) => onHostNetwork(scope, each));
    default:
      return said.map((each) => published(scope, each));
  }
}

function exposedOf(scope: Scope): readonly ContainerPort[] {
  const onHost = scope.ledger.peek('pod.network')?.kind === 'host';
  return scope.ledger.many('container.expose').map(({ value, token, rule }) => {
    const port = containerPort(value.container, value.protocol);
    scope.notes.settle(token, 'set', rule, { field: containerField(scope, `ports[${port.name}]`) });
    return onHost ? { ...port, hostPort: value.container } : port;
  });
}

function containerPort(container: number, protocol: Protocol): ContainerPort {
  const name = `${protocol.toLowerCase()}-${container}`;
  return { name, containerPort: container, protocol, hostPort: null, hostIp: null };
}

/** Null: nobody published it. */
interface Declared {
  readonly port: ContainerPort;
  readonly token: Token | null;
}

interface Made extends Declared {
  readonly client: ClientPort | null;
}

/** docker ignores `-p` there: the program's own port is the machine's (mapping E4-10, H10-14). */
function onHostNetwork(scope: Scope, { value, token }: FactOf<'container.port'>): Made {
  const { container, protocol } = value;
  const port = { ...containerPort(container, protocol), hostPort: container };
  scope.notes.settle(token, 'set', 'E4-10', {
    field: containerField(scope, `ports[${port.name}]`),
    why: 'on the host network docker ignores the mapping',
  });
  return { port, token, client: { port: container, container, protocol, token, published: true } };
}

function published(scope: Scope, said: FactOf<'container.port'>): Made {
  const { value, token, rule } = said;
  const port = containerPort(value.container, value.protocol);
  scope.notes.settle(token, 'set', rule, { field: containerField(scope, `ports[${port.name}]`) });
  if (isLocal(said)) return local(scope, said, port);
  if (value.host === 'unknown')
    scope.notes.say('decide', token, 'G0-4', {
      what: `the host port of container port ${value.container}`,
      question: 'its number is only known on the machine, and no host port is written',
    });
  const number = typeof value.host === 'number' && value.host > 0 ? value.host : value.container;
  const client = {
    port: number,
    container: value.container,
    protocol: value.protocol,
    token,
    published: typeof value.host === 'number',
  };
  const byHost = typeof value.host === 'number' && value.host > 0 && hostPorts(scope);
  if (byHost) sayNodes(scope, number, token);
  return {
    port: withAddress(scope, said, byHost ? { ...port, hostPort: number } : port),
    token,
    client,
  };
}

/** Published ports become ports of the node: a DaemonSet, one machine, or asked for (mapping H10-06, H10-09). */
function hostPorts(scope: Scope): boolean {
  return usesHostPorts(scope.group, scope.ledger, scope.around.decisions);
}

/** mapping H10-09: as on fleet's machines, where a second instance would not have started. */
function sayNodes({ group, notes }: Scope, port: number, token: Token): void {
  const pods = group.instances.length;
  if (group.kind !== 'DaemonSet' && pods > 1)
    notes.say('a-node-for-each-pod', token, 'H10-09', { port, pods });
}

/** mapping E4-03 */
function withAddress(
  scope: Scope,
  { value, token }: FactOf<'container.port'>,
  port: ContainerPort,
): ContainerPort {
  const address = value.hostAddress?.text ?? '';
  if (value.hostAddress === null || isAnyAddress(address)) return port;
  const literal = holesOf(value.hostAddress).length === 0;
  if (
    literal &&
    port.hostPort !== null &&
    (isPinned(scope.group) || scope.group.kind === 'DaemonSet')
  )
    return { ...port, hostIp: address.replace(/^\[|\]$/g, '') };
  scope.notes.say('differs', token, 'E4-03', {
    what: `the published port ${value.container}`,
    how: 'it was bound to one address of the machine, and is now reached on all',
  });
  return port;
}

const isAnyAddress = (address: string): boolean => /^(|0\.0\.0\.0|\[?::\]?)$/.test(address);

/** Loopback, or the bridge of docker: only reached from that machine (mapping E4-23, E4-24). */
function isLocal({ value }: FactOf<'container.port'>): boolean {
  if (value.hostAddress === null) return false;
  const hole = holesOf(value.hostAddress)[0];
  if (hole !== undefined) return hole.kind === 'unknown' && /^DOCKER0?_/.test(hole.variable ?? '');
  return /^(127\.\d+\.\d+\.\d+|\[?::1\]?|localhost|172\.17\.(42\.1|0\.1)|10\.1\.42\.1)$/.test(
    value.hostAddress.text,
  );
}

function local(
  scope: Scope,
  { value, token }: FactOf<'container.port'>,
  port: ContainerPort,
): Made {
  const loopback = /^(127\.|\[?::1|localhost)/.test(value.hostAddress?.text ?? '');
  const user = typeof value.host === 'number' ? scope.around.unitThatPublishes(value.host) : null;
  const others = scope.around.reasonsForService(scope.unit.unit.name.full).length > 0;
  if (others && user !== null)
    scope.notes.say('decide', token, 'H10-13', {
      what: `port ${value.container}, published on ${loopback ? 'loopback' : "docker's bridge"} only`,
      question: 'other units use it: put them into one Pod, or give it a Service',
    });
  else
    scope.notes.say('carried-over', token, loopback ? 'E4-23' : 'E4-24', {
      what: `port ${value.container}, published on ${loopback ? 'loopback' : "docker's bridge"} only`,
      as: 'a port of the container without a Service',
    });
  return { port, token, client: null };
}

function publishAll(scope: Scope, ports: readonly ContainerPort[]): void {
  const said = scope.ledger.one('container.publish-all');
  if (said === null) return;
  if (!said.value) {
    scope.notes.settle(said.token, 'no-effect', said.rule, { why: 'switched off' });
    return;
  }
  scope.notes.say('decide', said.token, 'E4-08', {
    what: '--publish-all',
    question:
      ports.length === 0
        ? 'the ports that the image exposes are not in the unit: list them with --expose'
        : 'the image may expose more ports than the unit lists',
  });
}
