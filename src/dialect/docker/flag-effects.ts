import type { HealthOption, Port, VolumeUse } from '../../fact/slots.ts';
import { HOLE, type LogicalText } from '../../source/logical-text.ts';
import { type Effect, idle, type Outcome, set } from './flag-spec.ts';
import type { SecurityOption } from './values/misc.ts';
import type { NetworkChoice } from './values/network.ts';
import { bytes } from './values/number.ts';
import { expand, type Publishing } from './values/port.ts';

/** What a flag comes to where that depends on its value, or on the flags beside it. */

const lost = (why: string): Outcome => ({ kind: 'unsupported', why });
const note = (why: string): Outcome => ({ kind: 'no-effect', why, quiet: false });
const decide = (question: string): Outcome => ({ kind: 'decide', question });
const differs = (how: string): Outcome => ({ kind: 'differs', how });

export const pullPolicy: Effect<'always' | 'missing' | 'never' | ''> = (when) => {
  if (when === '') return [idle('empty is the default')];
  const policy = { always: 'Always', missing: 'IfNotPresent', never: 'Never' } as const;
  return [set('container.pull-policy', policy[when])];
};

export const sigProxy: Effect<boolean> = (on) =>
  on ? [note('the kubelet signals the container itself')] : [set('container.sig-proxy', false)];

/** mapping E4-01 – E4-06: more than a hundred ports are a range to think about. */
export const publish: Effect<Publishing> = (publishing) => {
  const { container, host } = publishing;
  const count = container.last - container.first + 1;
  if (container.first === 0) return [lost('0 is no port of a container')];
  if (count > 100)
    return [
      decide(
        `${count} ports are too many for a Service; a Pod on the network of its node has them all`,
      ),
    ];
  const ports = expand(publishing).map((port) => set('container.port', port));
  const chosen = host !== null && host !== 'unknown' && host.last > host.first && count === 1;
  return chosen
    ? [
        ...ports,
        differs('docker published it on one free port of the range, the Service has one port'),
      ]
    : ports;
};

export const expose: Effect<readonly Port[]> = (ports) =>
  ports.length > 100
    ? [note(`${ports.length} ports are not listed; a Pod needs no list to be reached`)]
    : ports.map((port) => set('container.expose', port));

export const network: Effect<NetworkChoice> = ({ network: chosen, aliases, others }) => [
  set('pod.network', chosen),
  ...aliases.map((alias) => set('pod.network-alias', alias)),
  ...(others.length > 0
    ? [lost(`a Pod does not choose ${[...new Set(others)].sort().join(', ')}`)]
    : []),
];

export const volume: Effect<VolumeUse> = (use) => [set('container.volume', use)];

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
      return [set('container.no-new-privileges', option.on)];
    case 'seccomp':
      return [set('container.seccomp', option.profile)];
    case 'apparmor':
      return [set('container.apparmor', option.profile)];
    case 'label':
      return [set('container.selinux', option.option)];
    case 'systempaths':
      return [set('container.unmasked-proc', true)];
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
  on ? [note('a Pod always has a network')] : [set('pod.network', { kind: 'none' })];
