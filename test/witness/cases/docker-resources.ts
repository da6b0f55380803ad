import { dockerCase, type WitnessCase } from '../case.ts';
import { acts } from './words.ts';

const WINDOWS = 'docker has the flag for Windows only';
const NO_DISK = 'the throttle needs a disk, and the machine of the suite shows none';

/** mapping E7-01 – E7-04, E7-12 */
export const MEMORY_CASES: readonly WitnessCase[] = [
  dockerCase('docker/memory', '--memory', '--memory 64m'),
  dockerCase('docker/memory-short', '-m with a part and a capital', '-m 0.0625G'),
  dockerCase('docker/memory-bytes', '-m in bytes', '-m 67108864'),
  dockerCase('docker/memory-tail', '-m with a tail', '-m 65536kb'),
  dockerCase('docker/memory-small', '-m below the least', '-m 4m', '', {
    notRun: 'docker refuses it, so that nothing runs on a fleet machine',
  }),
  dockerCase('docker/memory-exceeded', '--memory that is exceeded', '-m 48m', acts('allocate 96')),
  dockerCase('docker/memory-kept', '--memory that is kept', '-m 96m', acts('allocate 16')),
  dockerCase('docker/reservation', '--memory-reservation', '--memory-reservation 32m'),
  dockerCase(
    'docker/reservation-and-memory',
    '--memory-reservation and -m',
    '--memory-reservation 32m -m 64m',
  ),
  dockerCase('docker/swap-equal', '--memory-swap equal to -m', '-m 64m --memory-swap 64m'),
  dockerCase('docker/swap-more', '--memory-swap above -m', '-m 64m --memory-swap 256m'),
  dockerCase('docker/swap-unlimited', '--memory-swap -1', '-m 64m --memory-swap -1'),
  dockerCase('docker/swappiness', '--memory-swappiness', '--memory-swappiness 10'),
  dockerCase('docker/kernel-memory', '--kernel-memory', '--kernel-memory 32m', '', {
    notRun: 'the kernel has no limit of its own memory any more',
  }),
  dockerCase('docker/oom-score', '--oom-score-adj', '--oom-score-adj 500'),
  dockerCase('docker/oom-score-low', '--oom-score-adj below zero', '--oom-score-adj -500', '', {
    notRun: 'the machine has no CAP_SYS_RESOURCE, which lowering it needs',
  }),
  dockerCase('docker/oom-kill', '--oom-kill-disable', '--oom-kill-disable -m 64m'),
];

/** mapping E7-05 – E7-08 */
export const PROCESSOR_CASES: readonly WitnessCase[] = [
  dockerCase('docker/cpu-shares', '--cpu-shares', '--cpu-shares 512'),
  dockerCase('docker/cpu-shares-short', '-c', '-c 2048'),
  dockerCase('docker/cpu-shares-zero', '-c 0', '-c 0'),
  dockerCase('docker/cpus', '--cpus', '--cpus 0.1'),
  dockerCase('docker/cpus-of-a-thousandth', '--cpus with a part', '--cpus 0.0333'),
  dockerCase('docker/cpus-of-no-machine', '--cpus of more than the machine has', '--cpus 64', '', {
    notRun: 'docker refuses it, and the Pod waits for such a node',
  }),
  dockerCase('docker/cpu-quota', '--cpu-quota', '--cpu-quota 10000'),
  dockerCase(
    'docker/cpu-quota-period',
    '--cpu-quota and --cpu-period',
    '--cpu-quota 2000 --cpu-period 20000',
  ),
  dockerCase(
    'docker/cpu-quota-part',
    '--cpu-quota that is no whole thousandth',
    '--cpu-quota 1000 --cpu-period 30000',
  ),
  dockerCase('docker/cpu-quota-none', '--cpu-quota -1', '--cpu-quota -1'),
  dockerCase('docker/cpu-period', '--cpu-period alone', '--cpu-period 50000'),
  dockerCase('docker/cpuset', '--cpuset-cpus', '--cpuset-cpus 0'),
  dockerCase('docker/cpuset-mems', '--cpuset-mems', '--cpuset-mems 0'),
  dockerCase('docker/cpuset-old', '--cpuset', '--cpuset 0', '', {
    notRun: 'docker 20.10 refuses the spelling of its first years',
  }),
  dockerCase(
    'docker/cpu-rt',
    '--cpu-rt-period and --cpu-rt-runtime',
    '--cpu-rt-period 1000000 --cpu-rt-runtime 1000',
    '',
    {
      notRun: 'the kernel gives the groups of the machine no real time',
    },
  ),
  dockerCase('docker/cpu-count', '--cpu-count', '--cpu-count 1', '', { notRun: WINDOWS }),
  dockerCase('docker/cpu-percent', '--cpu-percent', '--cpu-percent 10', '', { notRun: WINDOWS }),
];

/** mapping E5-16, E5-17, E6-17, E7-09 – E7-11 */
export const LIMIT_CASES: readonly WitnessCase[] = [
  dockerCase('docker/pids', '--pids-limit', '--pids-limit 64', acts('fork 96')),
  dockerCase('docker/pids-none', '--pids-limit -1', '--pids-limit -1'),
  dockerCase('docker/ulimit', '--ulimit', '--ulimit nofile=1000:2000', acts('open 1100')),
  dockerCase('docker/ulimit-one', '--ulimit with one number', '--ulimit core=0'),
  dockerCase(
    'docker/ulimits',
    '--ulimit, several',
    '--ulimit nproc=512 --ulimit=stack=4194304:8388608',
  ),
  dockerCase('docker/ulimit-high', '--ulimit above the hard limit', '--ulimit nofile=2000000', '', {
    notRun: 'the machine has no CAP_SYS_RESOURCE, which raising it needs',
  }),
  dockerCase('docker/blkio-weight', '--blkio-weight', '--blkio-weight 300', '', {
    notRun: 'the kernel has no weights for disks, and docker leaves it out',
  }),
  dockerCase(
    'docker/blkio-weight-device',
    '--blkio-weight-device',
    '--blkio-weight-device /dev/vda:300',
    '',
    { notRun: NO_DISK },
  ),
  dockerCase('docker/device-read-bps', '--device-read-bps', '--device-read-bps /dev/loop0:1mb'),
  dockerCase('docker/device-write-bps', '--device-write-bps', '--device-write-bps /dev/loop0:1mb'),
  dockerCase('docker/device-read-iops', '--device-read-iops', '--device-read-iops /dev/loop0:100'),
  dockerCase(
    'docker/device-write-iops',
    '--device-write-iops',
    '--device-write-iops /dev/loop0:100',
  ),
  dockerCase('docker/io-maxbandwidth', '--io-maxbandwidth', '--io-maxbandwidth 1m', '', {
    notRun: WINDOWS,
  }),
  dockerCase('docker/io-maxiops', '--io-maxiops', '--io-maxiops 100', '', { notRun: WINDOWS }),
  dockerCase('docker/shm-size', '--shm-size', '--shm-size 32m'),
  dockerCase('docker/shm-size-none', 'no --shm-size', ''),
  dockerCase('docker/shm-size-memory', '--shm-size above -m', '--shm-size 128m -m 64m'),
  dockerCase('docker/storage-size', '--storage-opt size=', '--storage-opt size=1g', '', {
    notRun: 'the driver of docker needs a file system with project quotas',
  }),
  dockerCase('docker/gpus', '--gpus', '--gpus all', '', { notRun: 'the machine has no GPU' }),
  dockerCase('docker/runtime', '--runtime runc', '--runtime runc'),
  dockerCase('docker/runtime-other', '--runtime', '--runtime kata', '', {
    notRun: 'neither side has another runtime',
  }),
];

/** With requests of zero beside the limits. */
export const UNRESERVED_CASES: readonly WitnessCase[] = [
  dockerCase('docker/unreserved-memory', '--memory, with --option no-reserve', '-m 64m'),
  dockerCase('docker/unreserved-cpus', '--cpus, with --option no-reserve', '--cpus 0.25'),
  dockerCase(
    'docker/unreserved-both',
    '--memory and --cpu-quota, with --option no-reserve',
    '-m 64m --cpu-quota 1000 --cpu-period 30000',
  ),
];

/** With requests for weights. */
export const WEIGHED_CASES: readonly WitnessCase[] = [
  dockerCase('docker/weighed', '--cpu-shares, with --option cpu-requests', '-c 100'),
  dockerCase('docker/weighed-least', '--cpu-shares 2, with --option cpu-requests', '-c 2'),
];
