import type { Network } from '../../fact/slots.ts';
import type { LogicalText } from '../../source/logical-text.ts';
import { ask, bad, differs, type FlagOutcome, idle, set } from '../flag-table.ts';
import { readCapabilities, splitPair } from './values.ts';

export const FETCHING = 'fetching is the business of the kubelet';

export function groups(text: LogicalText): readonly FlagOutcome[] {
  const names = text.text.split(',').filter((name) => name !== '');
  return names.every((name) => /^\d+$/.test(name))
    ? names.map((name) => set('container.group-add', name))
    : [ask('a Pod takes groups by number only')];
}

export function environment(text: LogicalText): readonly FlagOutcome[] {
  const pair = splitPair(text);
  if (pair === null) return [bad('NAME=VALUE')];
  return [set('container.env', { name: pair.key, value: pair.value })];
}

export function network({ text }: LogicalText): readonly FlagOutcome[] {
  const [first = '', ...more] = text.split(',');
  const name = first.replace(/:.*$/, '');
  if (more.length === 0 && name === 'host') return [set('pod.network', HOST)];
  if (more.length === 0 && name === 'none') return [set('pod.network', { kind: 'none' })];
  if (/^(|default|default-restricted|all|true)$/.test(name) && more.length === 0)
    return [idle('the network of the Pod takes its place')];
  return [differs('networks of CNI by name need Multus; the Pod has the network of the cluster')];
}

const HOST: Network = { kind: 'host' };

/** `80-tcp:8080`: only such a name tells the port of the container. */
export function port(text: LogicalText): readonly FlagOutcome[] {
  const match = /^(\d{1,5})-(tcp|udp):(?:(.+):)?(\d{1,5})$/.exec(text.text);
  if (match === null)
    return [ask('only the manifest of the image tells which port of the container has this name')];
  const protocol = match[2] === 'udp' ? 'UDP' : 'TCP';
  const hostAddress =
    match[3] === undefined ? null : { text: match[3], pieces: text.pieces.slice(0, 1) };
  return [
    set('container.port', {
      container: Number(match[1]),
      protocol,
      host: Number(match[4]),
      hostAddress,
    }),
  ];
}

export function dns(text: LogicalText): readonly FlagOutcome[] {
  if (text.text === 'host')
    return [ask('dnsPolicy: Default gives the resolv.conf of the node: is it meant?')];
  if (text.text === 'none')
    return [ask('the image kept its own resolv.conf, the kubelet always writes one')];
  return [set('pod.dns-server', text)];
}

export function hostsEntry(text: LogicalText): readonly FlagOutcome[] {
  if (text.text === 'host')
    return [ask('the /etc/hosts of the machine cannot be mounted: which names are needed?')];
  const pair = splitPair(text);
  if (pair === null) return [bad('IP=NAME')];
  const address = { text: pair.key, pieces: text.pieces.slice(0, 1) };
  return [set('pod.host-alias', { host: pair.value.text, address })];
}

export function quantity(
  { text }: LogicalText,
  read: (text: string) => number | null,
  make: (n: number) => FlagOutcome,
  expected: string,
): readonly FlagOutcome[] {
  const n = read(text);
  return [n === null ? bad(expected) : make(n)];
}

export const readShares = (text: string): number | null =>
  /^\d+$/.test(text) ? Number(text) : null;

export function retain({ text }: LogicalText): readonly FlagOutcome[] {
  const names = readCapabilities(text);
  if (names === null) return [bad('capabilities such as CAP_NET_ADMIN')];
  return [
    set('container.capability-drop', 'ALL'),
    ...names.map((name) => set('container.capability-add', name)),
  ];
}

export function remove({ text }: LogicalText): readonly FlagOutcome[] {
  const names = readCapabilities(text);
  if (names === null) return [bad('capabilities such as CAP_NET_ADMIN')];
  return names.map((name) => set('container.capability-drop', name));
}

export function seccomp({ text }: LogicalText): readonly FlagOutcome[] {
  return /@(rkt|docker)\/default-(whitelist|blacklist)/.test(text)
    ? [set('container.seccomp', { kind: 'default' })]
    : [ask('the filter has to be a file on every node, as a Localhost profile')];
}

/** mapping F2-22, F2-23: those of fetching are nothing to a Pod, those of running switch isolation off. */
export function insecure({ text }: LogicalText): readonly FlagOutcome[] {
  const options = text.split(',');
  const has = (...names: readonly string[]): boolean =>
    names.some((name) => options.includes(name));
  const outcomes: FlagOutcome[] = [];
  if (has('capabilities', 'all-run', 'all')) outcomes.push(set('container.capability-add', 'ALL'));
  if (has('paths', 'all-run', 'all'))
    outcomes.push(
      set('container.unmasked-proc', true),
      ask('an open /proc needs hostUsers: false as well'),
    );
  if (has('seccomp', 'all-run', 'all'))
    outcomes.push(set('container.seccomp', { kind: 'unconfined' }));
  if (outcomes.length === 0) outcomes.push({ kind: 'no-effect', why: FETCHING, quiet: false });
  return outcomes;
}

/** mapping F2-24 */
export function stage1({ text }: LogicalText): readonly FlagOutcome[] {
  if (/fly/.test(text))
    return [
      set('pod.network', HOST),
      set('pod.pid', { kind: 'host' }),
      set('pod.ipc', { kind: 'host' }),
      set('container.privileged', true),
      ask('this stage1 isolated nothing: does the program need all of the machine?'),
    ];
  return /kvm/.test(text)
    ? [ask('a RuntimeClass with VM isolation has to exist in the cluster')]
    : [idle('the kubelet has its own way to start a container')];
}

export function pullPolicy({ text }: LogicalText): readonly FlagOutcome[] {
  switch (text) {
    case 'new':
      return [set('container.pull-policy', 'IfNotPresent')];
    case 'update':
      return [set('container.pull-policy', 'Always')];
    case 'never':
      return [set('container.pull-policy', 'Never')];
    default:
      return [bad('new, update or never')];
  }
}

export function annotation(text: LogicalText): readonly FlagOutcome[] {
  const pair = splitPair(text);
  return pair === null ? [bad('NAME=VALUE')] : [set('container.annotation', pair)];
}
