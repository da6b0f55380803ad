import type { HealthOption, Network, Port, VolumeUse } from '../../fact/slots.ts';
import { HOLE, type LogicalText } from '../../source/logical-text.ts';
import { type Effect, idle, type Outcome, set } from './flag-spec.ts';
import type { SecurityOption } from './values/misc.ts';
import type { NetworkChoice } from './values/network.ts';
import { bytes } from './values/number.ts';
import { expand, type Publishing } from './values/port.ts';
import type { VolumeFlag } from './values/volume.ts';

/** What a flag comes to where that depends on its value, or on the flags beside it. */

const lost = (why: string, rule?: string): Outcome => told({ kind: 'unsupported', why }, rule);
const note = (why: string, rule?: string): Outcome =>
  told({ kind: 'no-effect', why, quiet: false }, rule);
const decide = (question: string, rule: string): Outcome =>
  told({ kind: 'decide', question }, rule);
const differs = (how: string, rule: string): Outcome => told({ kind: 'differs', how }, rule);
const told = (outcome: Outcome, rule?: string): Outcome =>
  rule === undefined ? outcome : { ...outcome, rule };

export const pullPolicy: Effect<'always' | 'missing' | 'never' | ''> = (when) => {
  if (when === '') return [idle('empty is the default')];
  const policy = { always: 'Always', missing: 'IfNotPresent', never: 'Never' } as const;
  return [set('container.pull-policy', policy[when])];
};

export const sigProxy: Effect<boolean> = (on) =>
  on ? [note('the kubelet signals the container itself')] : [set('container.sig-proxy', false)];

/** mapping E4-01 – E4-06: more than a hundred ports are a range to think about. */
export const publish: Effect<Publishing> = (publishing) => {
  const { container } = publishing;
  const count = container.last - container.first + 1;
  if (container.first === 0) return [lost('0 is no port of a container')];
  if (count > 100)
    return [
      decide(
        `${count} ports are too many for a Service; a Pod on the network of its node has them all`,
        'E4-04',
      ),
    ];
  const rule = publishRule(publishing, count);
  const ports = expand(publishing).map((port) => set('container.port', port, rule));
  const how = 'docker published it on one free port of the range, the Service has one port';
  return rule === 'E4-05' ? [...ports, differs(how, rule)] : ports;
};

function publishRule({ host }: Publishing, count: number): string | undefined {
  if (host === 'unknown') return undefined;
  if (host === null) return 'E4-02';
  if (host.first === 0) return 'E4-06';
  if (count > 1) return 'E4-04';
  return host.last > host.first ? 'E4-05' : undefined;
}

export const expose: Effect<readonly Port[]> = (ports) =>
  ports.length > 100
    ? [note(`${ports.length} ports are not listed; a Pod needs no list to be reached`)]
    : ports.map((port) => set('container.expose', port));

export const network: Effect<NetworkChoice> = ({ network: chosen, aliases, others }) => [
  set('pod.network', chosen, NETWORK_RULE[chosen.kind]),
  ...aliases.map((alias) => set('pod.network-alias', alias, 'E4-14')),
  ...(others.length > 0
    ? [lost(`a Pod does not choose ${[...new Set(others)].sort().join(', ')}`, 'E4-15')]
    : []),
];

const NETWORK_RULE = {
  default: 'E4-13',
  host: 'E4-10',
  none: 'E4-11',
  container: 'E4-12',
  custom: 'E4-14',
} as const satisfies Record<Network['kind'], string>;

export const volume: Effect<VolumeFlag> = ({ use, relabels }) => [
  set('container.volume', use, VOLUME_RULE[use.kind]),
  ...(relabels ? [note('the runtime labels volumes for SELinux itself', 'E5-06')] : []),
];

/** mapping E5-09 – E5-12. */
export const mount: Effect<VolumeUse> = (use) => [
  set('container.volume', use, MOUNT_RULE[use.kind]),
];

const VOLUME_RULE = {
  bind: 'E5-01',
  volume: 'E5-02',
  anonymous: 'E5-03',
  tmpfs: 'E5-11',
  image: 'E5-12',
} as const satisfies Record<VolumeUse['kind'], string>;
const MOUNT_RULE = { ...VOLUME_RULE, bind: 'E5-09', volume: 'E5-10' } as const;

export const storageOption: Effect<{
  readonly key: string;
  readonly value: LogicalText | null;
}> = ({ key, value }) => {
  const size =
    key === 'size' && value !== null && !value.text.includes(HOLE) ? bytes(value.text) : null;
  return size === null
    ? [lost('only size has a counterpart in a Pod')]
    : [set('container.root-size', size)];
};

export const securityOption: Effect<SecurityOption> = (option) => {
  switch (option.kind) {
    case 'no-new-privileges':
      return [set('container.no-new-privileges', option.on, 'E6-07')];
    case 'seccomp':
      return [set('container.seccomp', option.profile)];
    case 'apparmor':
      return [set('container.apparmor', option.profile, 'E6-06')];
    case 'label':
      return [set('container.selinux', option.option, 'E6-05')];
    case 'systempaths':
      return [set('container.unmasked-proc', true, 'E6-08')];
    case 'other':
      return [lost(`${option.name} has no counterpart in a Pod`)];
  }
};

export const runtime: Effect<string> = (name) =>
  name === '' || name === 'runc'
    ? [idle('runc is what a node uses by itself')]
    : [set('pod.runtime-class', name)];

export const noSwap: Outcome = lost('a Pod has no swap of its own');
export const noOomControl: Outcome = lost('the kubelet sets the OOM score of each container');

/** mapping E7-04: memory and swap together as large as the memory is what a Pod has. */
export const memorySwap: Effect<number> = (value, said) => {
  const memory = said.last('--memory');
  if (memory !== null && bytes(memory.text) === value) return [idle('a Pod has no swap either')];
  return [value === 0 ? idle('0 is the default') : noSwap];
};

export const cpuShares: Effect<number> = (shares) =>
  shares === 0 ? [idle('0 is the default')] : [set('container.cpu-shares', Math.max(2, shares))];

/** mapping E7-07, in thousandths of a CPU, rounded up. The period is 100 ms unless said. */
export const cpuQuota: Effect<number> = (quota, said) => {
  if (quota <= 0) return [idle('it is no limit')];
  const text = said.last('--cpu-period')?.text ?? '0';
  const period = /^\d+$/.test(text) && Number(text) > 0 ? Number(text) : 100_000;
  return [set('container.cpu-limit', Math.ceil((1000 * quota) / period))];
};

export const cpuPeriod: Effect<number> = (_, said) => [
  idle(
    said.has('--cpu-quota')
      ? 'it is the measure of --cpu-quota'
      : 'without a quota it limits nothing',
  ),
];

export const noBlockLimit: Effect<unknown> = () => [lost('a Pod has no limits for block devices')];
export const blockWeight: Effect<number> = (weight, said) =>
  weight === 0 ? [idle('0 is the default')] : noBlockLimit(weight, said);

export const pidsLimit: Effect<number> = (limit) => [
  limit <= 0
    ? idle('it is no limit')
    : lost('a Pod has no limit for its processes; the kubelet has one for all Pods'),
];

/** Microseconds of the fact, nanoseconds of the flag. 0 is the default (mapping E8-02). */
export const health = (
  name: 'interval' | 'timeout' | 'start-period' | 'start-interval',
): Effect<number> => {
  return (nano) => healthOption({ name, value: nano / 1000 });
};

export const healthRetries: Effect<number> = (value) => healthOption({ name: 'retries', value });

function healthOption(
  option: Extract<HealthOption, { readonly value: number }>,
): readonly Outcome[] {
  return option.value === 0 ? [idle('0 is the default')] : [set('container.health', option)];
}

/** `--networking=false` was `--net none` (mapping E6-16). */
export const networking: Effect<boolean> = (on) =>
  on ? [note('a Pod always has a network')] : [set('pod.network', { kind: 'none' }, 'E4-11')];
