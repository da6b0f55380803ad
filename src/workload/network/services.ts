import type { Decisions } from '../../decision/options.ts';
import type { Protocol } from '../../fact/slots.ts';
import type { Notes } from '../../finding/notes.ts';
import { imageWords } from '../container/image.ts';
import { sanitised, shortened } from '../container/pod-name.ts';
import type { Group, ReasonForService, Surroundings } from '../group.ts';
import { serviceNameOf } from '../set/names.ts';
import type { Service, ServicePort } from '../workload.ts';
import type { ClientPort, ContainerPorts } from './ports.ts';

/** What a Service of one member needs to know. */
export interface Served {
  readonly unit: string;
  /** Service name: the workload's for the leader, the unit's own for a follower (mapping H10-17). */
  readonly name: string;
  readonly image: string;
  readonly ports: ContainerPorts;
  readonly notes: Notes;
  readonly hasReadiness: boolean;
  /** Names on a network of docker: `--net-alias`, and `--name` on a network of one's own (mapping E4-14). */
  readonly aliases: readonly string[];
}

/** mapping H10: the Services of one member of a group, the plain one first. */
export function servicesOf(group: Group, around: Surroundings, served: Served): readonly Service[] {
  const { decisions } = around;
  const reasons = around.reasonsForService(served.unit);
  const wanted = clientPorts(served, reasons);
  const plain = serviceFor(
    group,
    decisions,
    served,
    serviceNameOf(served.name, decisions.kubeVersion),
    wanted,
    reasons,
  );
  const aliases = aliasesOf(served, reasons, decisions).filter((alias) => alias !== plain?.name);
  if (plain !== null && !isAnswered(served, decisions)) askForOutside(served, wanted);
  return [
    ...(plain === null ? [] : [plain]),
    ...aliases.map((alias) => aliasService(group, served, alias)),
  ];
}

interface Wanted {
  readonly port: number;
  readonly container: number;
  readonly protocol: Protocol;
  readonly client: ClientPort | null;
}

function clientPorts(served: Served, reasons: readonly ReasonForService[]): readonly Wanted[] {
  const own = served.ports.clients.map((client) => ({ ...client, client }));
  const linked = reasons.some((r) => r.kind === 'linked') ? declaredOrKnown(served) : [];
  const announced = reasons.flatMap((r) =>
    r.kind === 'announced' ? announcedPort(served, r.port) : [],
  );
  const sockets = reasons.flatMap((r) =>
    r.kind === 'socket'
      ? [{ port: r.port, container: r.port, protocol: r.protocol, client: null }]
      : [],
  );
  return unique([...own, ...announced, ...sockets, ...linked]);
}

/** Ports that a link used: those of the container (mapping E4-20), or the program's well-known one (E4-30). */
function declaredOrKnown({ ports, image }: Served): readonly Wanted[] {
  if (ports.declared.length > 0)
    return ports.declared.map((p) => ({ ...p, port: p.container, client: null }));
  const known = wellKnownPort(image);
  return known === null ? [] : [{ port: known, container: known, protocol: 'TCP', client: null }];
}

/** mapping G50d, G53 */
function announcedPort(served: Served, port: number | null): readonly Wanted[] {
  const published = served.ports.clients.find((c) => port === null || c.port === port);
  if (published !== undefined) return [];
  const container = port ?? served.ports.declared[0]?.container ?? wellKnownPort(served.image);
  return container === null ? [] : [{ port: container, container, protocol: 'TCP', client: null }];
}

/** One for each (port, protocol), ascending (mapping H4). The first that asks decides where it leads. */
function unique(wanted: readonly Wanted[]): readonly Wanted[] {
  const byPort = new Map<string, Wanted>();
  for (const w of wanted)
    if (!byPort.has(`${w.port}/${w.protocol}`)) byPort.set(`${w.port}/${w.protocol}`, w);
  return [...byPort.values()].sort(
    (a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol),
  );
}

function serviceFor(
  group: Group,
  decisions: Decisions,
  served: Served,
  name: string,
  wanted: readonly Wanted[],
  reasons: readonly ReasonForService[],
): Service | null {
  const needed = wanted.length > 0 || reasons.some((r) => r.kind !== 'linked');
  if (!needed) return null;
  const balanced = decisions.list('load-balancer').includes(served.unit);
  const type = balanced ? 'LoadBalancer' : decisions.isOn('nodeports') ? 'NodePort' : 'ClusterIP';
  if (!served.hasReadiness && wanted.length > 0)
    served.notes.say('no-readiness', wanted[0]?.client?.token ?? null, 'H83', { service: name });
  return {
    kind: 'Service',
    name,
    selects: group.name,
    headless: wanted.length === 0,
    publishNotReady: false,
    type: wanted.length === 0 ? 'ClusterIP' : type,
    localTrafficOnly: false,
    ports: servicePorts(served, wanted, type === 'NodePort'),
  };
}

/** mapping H10-02: the port whose number is the container's keeps the plain name. */
function servicePorts(
  { ports }: Served,
  wanted: readonly Wanted[],
  nodePorts: boolean,
): readonly ServicePort[] {
  const named = new Set(ports.declared.map((p) => `${p.container}/${p.protocol}`));
  const plainHolder = new Map<string, Wanted>();
  for (const w of wanted) {
    const key = `${w.container}/${w.protocol}`;
    if (!plainHolder.has(key) || w.port === w.container) plainHolder.set(key, w);
  }
  return wanted.map((w) => {
    const plain = `${w.protocol.toLowerCase()}-${w.container}`;
    const isPlain = plainHolder.get(`${w.container}/${w.protocol}`) === w;
    return {
      name: isPlain ? plain : `${plain}-${w.port}`,
      port: w.port,
      // A name has to exist in the Pod (mapping H10-18): a port that only others know is a number.
      targetPort: named.has(`${w.container}/${w.protocol}`) ? plain : w.container,
      protocol: w.protocol,
      nodePort: nodePorts && w.port >= 30000 && w.port <= 32767 ? w.port : null,
    };
  });
}

function aliasesOf(
  { aliases }: Served,
  reasons: readonly ReasonForService[],
  decisions: Decisions,
): readonly string[] {
  const named = reasons.flatMap((r) => {
    if (r.kind === 'linked') return [r.alias];
    return r.kind === 'announced' && r.name !== null ? [r.name] : [];
  });
  return [
    ...new Set(
      [...named, ...aliases].map((w) =>
        serviceNameOf(shortened(sanitised(w), 61), decisions.kubeVersion),
      ),
    ),
  ].sort();
}

function aliasService(group: Group, served: Served, name: string): Service {
  const ports = unique(declaredOrKnown(served));
  return {
    kind: 'Service',
    name,
    selects: group.name,
    headless: ports.length === 0,
    publishNotReady: false,
    type: 'ClusterIP',
    localTrafficOnly: false,
    ports: servicePorts(served, ports, false),
  };
}

/** The number of the machine stays, or is that of the load balancer. */
const isAnswered = ({ unit }: Served, decisions: Decisions): boolean =>
  decisions.isOn('hostports') || decisions.list('load-balancer').includes(unit);

/** mapping H10-01: asked once for each workload. */
function askForOutside(served: Served, wanted: readonly Wanted[]): void {
  const published = wanted.filter((w) => w.client?.published);
  const first = published[0]?.client;
  if (first === undefined || first === null) return;
  served.notes.say('outside-clients', first.token, 'H10-01', {
    workload: served.name,
    ports: [...new Set(published.map((w) => String(w.port)))].join(', '),
  });
}

/** mapping E4-30: the port of a program that declares none, by the last part of its image's name. */
export function wellKnownPort(image: string): number | null {
  for (const word of imageWords(image)) {
    const port = WELL_KNOWN[word];
    if (port !== undefined) return port;
  }
  return null;
}

const WELL_KNOWN: Readonly<Record<string, number | undefined>> = {
  mysql: 3306,
  mariadb: 3306,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  mongo: 27017,
  mongodb: 27017,
  memcached: 11211,
  rabbitmq: 5672,
  elasticsearch: 9200,
  zookeeper: 2181,
  kafka: 9092,
  etcd: 2379,
  consul: 8500,
  nginx: 80,
  httpd: 80,
};
