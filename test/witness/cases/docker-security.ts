import { dockerCase, type WitnessCase } from '../case.ts';
import { acts } from './words.ts';

const NO_RESOURCE =
  'the machine has no CAP_SYS_RESOURCE, so that docker cannot give all capabilities';
const NO_ARMOR = 'the machine has no AppArmor';
const NOT_ALLOWED = 'the kubelet of the suite allows no such sysctl';

/** mapping E6-01, E6-02 */
export const CAPABILITY_CASES: readonly WitnessCase[] = [
  dockerCase('docker/cap-none', 'no --cap-add', ''),
  dockerCase('docker/cap-add', '--cap-add', '--cap-add NET_ADMIN --cap-add=SYS_PTRACE'),
  dockerCase('docker/cap-add-prefix', '--cap-add CAP_…', '--cap-add CAP_NET_ADMIN'),
  dockerCase('docker/cap-add-small', '--cap-add in small letters', '--cap-add net_admin'),
  dockerCase('docker/cap-drop', '--cap-drop', '--cap-drop CHOWN --cap-drop mknod'),
  dockerCase('docker/cap-drop-all', '--cap-drop ALL', '--cap-drop ALL'),
  dockerCase(
    'docker/cap-drop-add',
    '--cap-drop ALL and --cap-add',
    '--cap-drop ALL --cap-add NET_BIND_SERVICE',
  ),
  dockerCase(
    'docker/cap-both',
    '--cap-add and --cap-drop of one name',
    '--cap-add NET_ADMIN --cap-drop NET_ADMIN',
  ),
  dockerCase('docker/cap-user', '--cap-add and -u', '--cap-add NET_ADMIN -u 1000'),
  dockerCase(
    'docker/cap-all',
    '--cap-add ALL, without one',
    '--cap-add ALL --cap-drop SYS_RESOURCE',
  ),
  dockerCase(
    'docker/cap-all-both',
    '--cap-add ALL, --cap-drop ALL and one more',
    '--cap-drop ALL --cap-add ALL --cap-drop SYS_RESOURCE',
  ),
  dockerCase('docker/privileged', '--privileged', '--privileged', '', { notRun: NO_RESOURCE }),
];

/** mapping E5-15, E6-03 – E6-08 */
export const SECURITY_OPTION_CASES: readonly WitnessCase[] = [
  dockerCase(
    'docker/no-new-privileges',
    '--security-opt no-new-privileges',
    '--security-opt no-new-privileges',
  ),
  dockerCase(
    'docker/no-new-privileges-said',
    '--security-opt no-new-privileges:true',
    '--security-opt no-new-privileges:true -u 1000',
  ),
  dockerCase(
    'docker/no-new-privileges-off',
    '--security-opt no-new-privileges=false',
    '--security-opt no-new-privileges=false',
  ),
  dockerCase(
    'docker/no-new-privileges-admin',
    'no-new-privileges and --cap-add SYS_ADMIN',
    '--security-opt no-new-privileges --cap-add SYS_ADMIN',
  ),
  dockerCase(
    'docker/seccomp',
    '--security-opt seccomp=unconfined',
    '--security-opt seccomp=unconfined',
  ),
  dockerCase(
    'docker/seccomp-colon',
    '--security-opt seccomp:unconfined',
    '--security-opt seccomp:unconfined',
  ),
  dockerCase('docker/seccomp-none', 'no --security-opt', ''),
  dockerCase(
    'docker/seccomp-file',
    '--security-opt seccomp=FILE',
    '--security-opt seccomp=/srv/profile.json',
    '',
    {
      notRun: 'the profile has to lie in the directory of the kubelet, which a person puts there',
    },
  ),
  dockerCase(
    'docker/seccomp-builtin',
    '--security-opt seccomp=builtin',
    '--security-opt seccomp=builtin',
    '',
    {
      notRun: 'docker 20.10 takes builtin for a file',
    },
  ),
  dockerCase(
    'docker/apparmor',
    '--security-opt apparmor=docker-default',
    '--security-opt apparmor=docker-default',
  ),
  dockerCase(
    'docker/apparmor-unconfined',
    '--security-opt apparmor=unconfined',
    '--security-opt apparmor=unconfined',
    '',
    { notRun: NO_ARMOR },
  ),
  dockerCase(
    'docker/apparmor-own',
    '--security-opt apparmor=PROFILE',
    '--security-opt apparmor=own',
    '',
    { notRun: NO_ARMOR },
  ),
  dockerCase(
    'docker/label-disable',
    '--security-opt label=disable',
    '--security-opt label=disable',
  ),
  dockerCase(
    'docker/label-level',
    '--security-opt label=level:',
    '--security-opt label=level:s0:c1,c2',
  ),
  dockerCase(
    'docker/systempaths',
    '--security-opt systempaths=unconfined',
    '--security-opt systempaths=unconfined',
    acts('write /proc/sys/kernel/domainname x'),
  ),
  dockerCase(
    'docker/read-only',
    '--read-only',
    '--read-only',
    acts('write /x y', 'write /tmp/x y', 'write /dev/shm/x y'),
  ),
  dockerCase('docker/read-only-off', '--read-only=false', '--read-only=false', acts('write /x y')),
  dockerCase(
    'docker/read-only-tmpfs',
    '--read-only and --tmpfs',
    '--read-only --tmpfs /tmp',
    acts('write /x y', 'write /tmp/x y'),
  ),
];

const SYSCTLS: readonly WitnessCase[] = [
  dockerCase(
    'docker/sysctl',
    '--sysctl of the safe list',
    '--sysctl net.ipv4.tcp_syncookies=0 --sysctl=kernel.shm_rmid_forced=1',
  ),
  dockerCase(
    'docker/sysctl-ports',
    '--sysctl of ports',
    '--sysctl net.ipv4.ip_unprivileged_port_start=80 -u 1000',
    acts('serve 81'),
  ),
  dockerCase(
    'docker/sysctl-unsafe',
    '--sysctl of another name',
    '--sysctl net.core.somaxconn=1024',
  ),
  dockerCase('docker/sysctl-messages', '--sysctl kernel.msgmax=', '--sysctl kernel.msgmax=9000'),
  dockerCase(
    'docker/sysctl-asked',
    '--sysctl of another name, with --option unsafe-sysctls',
    '--sysctl net.core.somaxconn=1024',
    '',
    { notRun: NOT_ALLOWED },
  ),
];

const DEVICES: readonly WitnessCase[] = [
  dockerCase(
    'docker/device-default',
    '--device of one that every container has',
    '--device /dev/zero',
  ),
  dockerCase(
    'docker/device-renamed',
    '--device at another path',
    '--device /dev/null:/dev/nothing',
  ),
  dockerCase('docker/device-of-kernel', '--device', '--device /dev/kmsg', acts('stat /dev/kmsg')),
  dockerCase('docker/device-mode', '--device with a mode', '--device /dev/fuse:/dev/fuse:r'),
  dockerCase(
    'docker/device-tun',
    '--device /dev/net/tun',
    '--device /dev/net/tun --cap-add NET_ADMIN',
  ),
  dockerCase('docker/device-missing', '--device that is not there', '--device /dev/nothing', '', {
    notRun: 'docker refuses it, so that nothing runs on a fleet machine',
  }),
  dockerCase('docker/device-rule', '--device-cgroup-rule', '--device-cgroup-rule "c 10:* rmw"'),
];

/** mapping E5-18, E5-19, E5-26, E6-18, E6-21 */
export const KERNEL_CASES: readonly WitnessCase[] = [...SYSCTLS, ...DEVICES];
