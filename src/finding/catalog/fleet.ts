import { type Entry, entry } from '../entry.ts';

/** `[X-Fleet]`: what fleet's own reader and engine make of it, and where units may run. */
export const FLEET_CODES = {
  'fleet-refuses': entry<{ why: string }>({
    class: 'ERROR',
    title: 'fleet refuses the unit',
    message: ({ why }) => `fleet refuses this unit: ${why}`,
    help: () => 'take one of the two out; --option lenient drops the second',
  }),
  'never-placed': entry<{ why: string }>({
    class: 'ERROR',
    title: 'fleet takes the unit, and no machine could ever run it',
    message: ({ why }) => `fleet could never place this unit: ${why}`,
    help: () => 'it never ran, so nothing is made of it; mend it or remove it',
  }),
  'fleet-ignores': entry<{ what: string; why: string }>({
    class: 'NOTE',
    title: 'fleet does not look at it either',
    message: ({ what, why }) => `fleet ignores ${what}: ${why}`,
  }),
  'not-global': entry<{ value: string }>({
    class: 'APPROX',
    title: 'A value of Global= that fleet does not take for true',
    message: ({ value }) =>
      `Global=${value} is not true for fleet, so the unit ran on one machine only`,
    help: () =>
      'write Global=true, without a comment on the line, if it was meant for all machines',
  }),
  'pinned-to-machine': entry<{ id: string; label: string }>({
    class: 'DECIDE',
    title: 'The unit belongs to one machine',
    message: ({ id, label }) => `only a node labelled ${label}=${id} may run it`,
    help: ({ id }) => `name the node with --option node-map=${id}=NODE, or label it`,
  }),
  'machine-without-node': entry<{ id: string }>({
    class: 'DECIDE',
    title: 'A machine whose node is not known',
    message: ({ id }) =>
      `which node did the machine ${id} become? label-nodes.sh, of convert --out, labels it`,
    help: ({ id }) => `--option node-map=${id}=NODE`,
  }),
  'short-machine-id': entry<{ id: string }>({
    class: 'DECIDE',
    title: 'The short form of a machine id',
    message: ({ id }) => `${id} is the short form of a machine id that is not known here`,
    help: ({ id }) =>
      `name the node with --option node-map=FULL-ID=NODE, where FULL-ID begins with ${id}`,
  }),
  'label-encoded': entry<{ what: string; label: string }>({
    class: 'NOTE',
    title: 'Metadata that cannot be a label as it is',
    message: ({ what, label }) => `${what} is no legal label; it is written ${label}`,
    help: () => 'label the nodes with the same text',
  }),
  'placement-frozen': entry<Record<string, never>>({
    class: 'APPROX',
    title: 'Labels are looked at once, fleet looked again and again',
    message: () =>
      'a Pod stays where it is when labels of its node change; fleet moved a unit within seconds when metadata no longer matched',
  }),
  'slow-failover': entry<Record<string, never>>({
    class: 'APPROX',
    title: 'A lost node is noticed later than fleet noticed it',
    message: () =>
      'when a node is lost its Pods are replaced after about 350 s; fleet moved units after 15 to 32 s',
    help: () => '--option fast-failover makes it about 50 s',
  }),
  'matches-nothing': entry<{ pattern: string }>({
    class: 'NOTE',
    title: 'A pattern that matches no unit of the set',
    message: ({ pattern }) =>
      `${JSON.stringify(pattern)} matches no other unit in this input; units that are added later would need it`,
  }),
  'peer-missing': entry<{ peer: string; workload: string }>({
    class: 'DECIDE',
    title: 'The unit follows one that is not in the input',
    message: ({ peer, workload }) =>
      `${peer} is not in the input: the Pod waits until a workload ${workload} exists, as the unit did`,
  }),
  'several-peers': entry<{ peers: string; kept: string }>({
    class: 'DECIDE',
    title: 'The unit follows several that stay apart',
    message: ({ peers, kept }) =>
      `it has to run where ${peers} run; Kubernetes can follow one workload only, and ${kept} was taken`,
    help: () => 'put them into one Pod, or choose one',
  }),
  'follows-once': entry<{ peer: string }>({
    class: 'APPROX',
    title: 'A follower does not move with its leader',
    message: ({ peer }) =>
      `it is placed beside ${peer}, and stays when ${peer} moves; fleet moved both`,
  }),
  'taints-keep-away': entry<Record<string, never>>({
    class: 'DECIDE',
    title: 'A DaemonSet leaves out nodes with taints',
    message: () =>
      'control-plane nodes and others with taints get no Pod of it; fleet machines had no taints',
    help: () => 'to run on every node: --option global-tolerations=all',
  }),
  'global-conflict': entry<{ other: string }>({
    class: 'APPROX',
    title: 'A global unit in conflict with another unit',
    message: ({ other }) =>
      `on each node that runs ${other} its Pod stays Pending, and the roll-out is never reported complete`,
  }),
  'right-of-way': entry<{ unit: string; other: string }>({
    class: 'DECIDE',
    title: 'Two units cannot have the same node',
    message: ({ unit, other }) =>
      `${unit} and ${other} conflict; ${other} was given the right of way`,
  }),
  'replaces-others': entry<{ pattern: string }>({
    class: 'LOST',
    title: 'Replaces= has no counterpart',
    message: ({ pattern }) =>
      `Replaces=${pattern} is not carried over: fleet moved one of the two at random when both met on one machine`,
    help: () => '--option replaces makes a priority class of it, which prefers a free node',
  }),
  'order-matters': entry<{ workloads: string }>({
    class: 'NOTE',
    title: 'Workloads that conflict have to be applied in order',
    message: ({ workloads }) =>
      `${workloads}: apply those that are bound to a node first, then the others, then the DaemonSets; a placed Pod never moves`,
  }),
} as const satisfies Record<string, Entry<never>>;
