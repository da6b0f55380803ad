import {
  differs,
  type Effect,
  needsDecision,
  noEffect,
  ofCgroup,
  reads,
  said,
  unlessDefault,
  unsupported,
} from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import {
  boolean,
  type Form,
  percent,
  size,
  tasks,
  timeSpan,
  unsigned,
} from '../directive-forms.ts';

const resources = rowsOf('systemd/resources', 'Service');

const lost = (why: string, form?: Form<unknown>): Effect => ofCgroup(unsupported(why, form));

/** Bytes, a question for a share of the machine, nothing for no limit (mapping D5-01). */
const memoryLimit: Effect = ofCgroup(
  reads('sets', size, (limit) => {
    if (limit.kind === 'infinity') return { kind: 'settled', why: 'no limit' };
    if (limit.kind === 'percent')
      return { kind: 'decide', question: `how much is ${limit.percent}% of the machine's memory?` };
    return { kind: 'facts', facts: [said('container.memory-limit', Number(limit.bytes))] };
  }),
);

const PROTECTED = 'memory that is protected becomes memory that is requested';

/** Memory that systemd keeps for the unit is nearest to a request (mapping D5-02). */
const memoryProtection: Effect = ofCgroup(
  reads('sets', size, (amount) =>
    amount.kind === 'bytes'
      ? {
          kind: 'facts',
          facts: [said('container.memory-reservation', Number(amount.bytes))],
          also: { kind: 'differs', how: PROTECTED },
        }
      : { kind: 'differs', how: 'only an amount can be requested' },
  ),
);

const softLimit: Effect = ofCgroup(
  reads('differs', size, (limit) =>
    limit.kind === 'infinity'
      ? { kind: 'settled', why: 'no limit' }
      : {
          kind: 'differs',
          how: 'a limit that may be exceeded has no field, only the hard one has',
        },
  ),
);

/** Relative weight, docker's and systemd's default 1024 (mapping D5-04). */
const cpuShares: Effect = ofCgroup(
  reads('sets', unsigned, (shares) => ({
    kind: 'facts',
    facts: [said('container.cpu-shares', shares)],
  })),
);

const weight: Form<number> = {
  expected: 'a weight from 1 to 10000, or idle',
  expands: false,
  read: (value) => (value.text === 'idle' ? 0 : unsigned.read(value)),
};

/** Weight 100 is as much as 1024 shares (mapping D5-05). */
const cpuWeight: Effect = ofCgroup(
  reads('sets', weight, (w) => ({
    kind: 'facts',
    facts: [said('container.cpu-shares', Math.max(2, Math.round((w * 1024) / 100)))],
  })),
);

/** 150% is 1500m (mapping D5-06). */
const cpuQuota: Effect = ofCgroup(
  reads('sets', percent, (share) => ({
    kind: 'facts',
    facts: [said('container.cpu-limit', Math.ceil(share * 10))],
  })),
);

/** Resource control (mapping D5). */
export const RESOURCE_DIRECTIVES: readonly DirectiveEntry[] = [
  ...resources('MemoryLimit MemoryMax', 'D5-01', memoryLimit),
  ...resources(
    'MemoryLow MemoryMin DefaultMemoryLow DefaultMemoryMin DefaultStartupMemoryLow StartupMemoryLow',
    'D5-02',
    memoryProtection,
  ),
  ...resources('MemoryHigh MemorySoftLimit StartupMemoryHigh StartupMemoryMax', 'D5-02', softLimit),
  ...resources(
    'MemorySwapMax StartupMemorySwapMax MemoryZSwapMax StartupMemoryZSwapMax',
    'D5-03',
    lost('how much a Pod may swap is derived from its limits', size),
  ),
  ...resources(
    'MemoryZSwapWriteback',
    'D5-03',
    lost('how much a Pod may swap is derived from its limits', boolean),
  ),
  ...resources('CPUShares StartupCPUShares', 'D5-04', cpuShares),
  ...resources('CPUWeight StartupCPUWeight', 'D5-05', cpuWeight),
  ...resources('CPUQuota', 'D5-06', cpuQuota),
  ...resources(
    'CPUQuotaPeriodSec',
    'D5-06',
    ofCgroup(differs('the period of a CPU limit is always 100 ms', timeSpan)),
  ),
  ...resources(
    'AllowedCPUs StartupAllowedCPUs AllowedMemoryNodes StartupAllowedMemoryNodes',
    'D5-07',
    lost('a Pod has its own CPUs only with whole CPUs as limits and the static CPU manager'),
    'list',
  ),
  ...resources(
    'TasksMax',
    'D5-08',
    ofCgroup(
      unlessDefault(
        unsupported('no field of a Pod limits its processes, podPidsLimit of the node does', tasks),
        'infinity',
      ),
    ),
  ),
  ...resources(
    'BlockIOWeight StartupBlockIOWeight IOWeight StartupIOWeight',
    'D5-09',
    lost('a Pod cannot limit block devices', unsigned),
  ),
  ...resources(
    'BlockIODeviceWeight BlockIOReadBandwidth BlockIOWriteBandwidth IODeviceWeight IOReadBandwidthMax IOWriteBandwidthMax IOReadIOPSMax IOWriteIOPSMax IODeviceLatencyTargetSec',
    'D5-09',
    lost('a Pod cannot limit block devices'),
    'list',
  ),
  ...resources(
    'CPUAccounting MemoryAccounting IOAccounting BlockIOAccounting TasksAccounting IPAccounting',
    'D5-10',
    noEffect('the kubelet always counts', boolean),
  ),
  ...resources(
    'Slice Delegate DelegateSubgroup DisableControllers ConcurrencySoftMax ConcurrencyHardMax',
    'D5-11',
    noEffect('the kubelet owns the tree of control groups'),
  ),
  ...resources(
    'DeviceAllow',
    'D5-12',
    ofCgroup(
      needsDecision(
        'which devices does it need? A privileged container sees all of them, others need a device plugin',
      ),
    ),
    'list',
  ),
  ...resources(
    'DevicePolicy',
    'D5-12',
    ofCgroup(unlessDefault(needsDecision('which devices does it need?'), 'auto')),
  ),
  ...resources(
    'IPAddressAllow IPAddressDeny SocketBindAllow SocketBindDeny RestrictNetworkInterfaces NFTSet NetClass IPIngressFilterPath IPEgressFilterPath BPFProgram',
    'D5-13',
    ofCgroup(needsDecision('which NetworkPolicy says the same?')),
    'list',
  ),
  ...resources(
    'ManagedOOMSwap ManagedOOMMemoryPressure ManagedOOMMemoryPressureLimit ManagedOOMMemoryPressureDurationSec ManagedOOMPreference MemoryPressureWatch MemoryPressureThresholdSec CoredumpReceive',
    'D5-14',
    lost('the kubelet evicts Pods by its own rules'),
  ),
];
