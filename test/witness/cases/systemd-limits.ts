import { dockerCase, hostCase, type WitnessCase } from '../case.ts';

const lines = (...all: readonly string[]): string => all.join('\n');

const HOST: readonly WitnessCase[] = [
  hostCase('limits/nofile', 'LimitNOFILE=', 'LimitNOFILE=1000'),
  hostCase('limits/nofile-two', 'LimitNOFILE=SOFT:HARD', 'LimitNOFILE=500:2000'),
  hostCase(
    'limits/several',
    'LimitCORE=, LimitMEMLOCK=, LimitSTACK=',
    lines('LimitCORE=0', 'LimitMEMLOCK=32K', 'LimitSTACK=4M:4M'),
  ),
  hostCase(
    'limits/others',
    'LimitNPROC=, LimitFSIZE=, LimitCPU= and the like',
    lines(
      'LimitNPROC=5000',
      'LimitFSIZE=1G',
      'LimitCPU=1h',
      'LimitAS=64G',
      'LimitDATA=32G',
      'LimitLOCKS=99',
      'LimitSIGPENDING=999',
      'LimitMSGQUEUE=100K',
      'LimitRTTIME=1s',
    ),
  ),
  hostCase('limits/invalid', 'LimitNOFILE= with a value that is none', 'LimitNOFILE=40K'),
  hostCase('limits/memory-max', 'MemoryMax=', 'MemoryMax=200M'),
  hostCase('limits/memory-limit', 'MemoryLimit=', 'MemoryLimit=192M'),
  hostCase(
    'limits/memory-both',
    'MemoryMax= and MemoryLimit=',
    lines('MemoryLimit=150M', 'MemoryMax=180M'),
  ),
  hostCase('limits/memory-part', 'MemoryMax= with a part', 'MemoryMax=0.25G'),
  hostCase(
    'limits/memory-infinity',
    'MemoryMax=infinity',
    lines('MemoryMax=100M', 'MemoryMax=infinity'),
  ),
  hostCase(
    'limits/memory-low',
    'MemoryLow= and MemoryHigh=',
    lines('MemoryLow=20M', 'MemoryHigh=100M'),
  ),
  hostCase('limits/cpu-shares', 'CPUShares=', 'CPUShares=512'),
  hostCase('limits/cpu-weight', 'CPUWeight=', 'CPUWeight=200'),
  hostCase('limits/cpu-quota', 'CPUQuota=', 'CPUQuota=50%'),
  hostCase('limits/cpu-quota-more', 'CPUQuota= of more than one CPU', 'CPUQuota=110%'),
  hostCase(
    'limits/cpu-quota-period',
    'CPUQuotaPeriodSec=',
    lines('CPUQuota=20%', 'CPUQuotaPeriodSec=10ms'),
  ),
  hostCase('limits/tasks', 'TasksMax=', 'TasksMax=100'),
  hostCase('limits/block-io', 'BlockIOWeight=', 'BlockIOWeight=200'),
  hostCase('limits/slice', 'Slice=', 'Slice=witness-limits.slice'),
];

const DOCKER: readonly WitnessCase[] = [
  dockerCase('limits/docker', 'MemoryLimit=, CPUShares=, LimitNOFILE=… of a docker unit', '', '', {
    service: lines(
      'MemoryLimit=300M',
      'MemoryMax=310M',
      'CPUShares=256',
      'CPUQuota=80%',
      'TasksMax=200',
      'LimitNOFILE=777',
      'LimitCORE=0',
      'BlockIOWeight=100',
    ),
  }),
  dockerCase(
    'limits/docker-both',
    'limits of the unit beside --memory and --ulimit',
    '--memory 150m --cpu-shares 300 --ulimit nofile=600:700',
    '',
    { service: lines('MemoryLimit=300M', 'CPUShares=256', 'LimitNOFILE=777') },
  ),
];

/** The limits of the unit on a docker unit, put upon its container by choice. */
export const PROMOTED_LIMIT_CASES: readonly WitnessCase[] = [
  dockerCase('promoted/memory', 'MemoryLimit= of a docker unit', '', '', {
    service: 'MemoryLimit=300M',
  }),
  dockerCase('promoted/cpu', 'CPUQuota= of a docker unit', '', '', { service: 'CPUQuota=80%' }),
];

/** Limits of the process and of its control group. */
export const LIMIT_CASES: readonly WitnessCase[] = [...HOST, ...DOCKER];
