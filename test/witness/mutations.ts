import type { Json } from '../../src/manifest/manifest.ts';
import { GONE, type Mutation } from './mutate.ts';

const row = (of: string, at: string, to: Json | typeof GONE, field: RegExp): Mutation => ({
  of,
  at,
  to,
  field,
});

const WORDS: readonly Mutation[] = [
  row('docker/words', 'container/args/1', GONE, /argv\[2\]/),
  row('docker/words', 'container/args/1', 'two  words', /argv\[2\]/),
  row('docker/words', 'container/args/4', GONE, /argv\[5\]/),
  row('docker/words', 'container/args/5', 'more', /argv\[6\]/),
  row('docker/words', 'container/args', ['two words', 'one', '-x', '--y=z', ''], /argv\[1\]/),
  row('docker/words-instead', 'container/args', GONE, /argv\[1\]/),
  row('docker/words-of-image', 'container/image', 'localhost/witness:1', /argv\[1\]/),
  row('docker/entrypoint', 'container/command', GONE, /argv\[0\]/),
  row('docker/entrypoint', 'container/command', ['/witness', 'x'], /argv\[1\]/),
  row('quoting/words-1', 'container/args/2', 'c  d', /argv\[3\]/),
  row('service/pre-order', 'pod/initContainers/1', GONE, /files\..*\/log/),
  row(
    'service/pre-order',
    'pod/initContainers/0/command/3',
    'echo other >> /srv/service-pre-order/log',
    /files\..*\/log/,
  ),
];

const VARIABLES: readonly Mutation[] = [
  row('docker/env', 'container/env/1', GONE, /env\.B/),
  row('docker/env', 'container/env/0/value', '2', /env\.A/),
  row('docker/env', 'container/env/0/value', '$(B)', /env\.A/),
  row('docker/env', 'container/env/2/name', 'c', /env\.C/),
  row('docker/env', 'container/env/3', { name: 'D', value: '' }, /env\.D/),
  row('docker/env-dollars', 'container/env/1/value', '$(B) $$B $$$$B $$$$$$$$ $$(', /env\.A/),
  row('docker/env-of-image', 'container/image', 'localhost/witness:1', /env\.FROM_IMAGE/),
  row('docker/env-many', 'container/envFrom', GONE, /env\.NAME_7/),
  row('docker/env-many', 'ConfigMap/data/NAME_7', 'value-8', /env\.NAME_7/),
  row('docker/env-file', 'ConfigMap/data/BLANKS', ' seven', /env\.BLANKS/),
  row(
    'habit/instances',
    'container/env/0/valueFrom/fieldRef/fieldPath',
    'metadata.name',
    /env\.INDEX|argv\[2\]/,
  ),
  row('habit/instances', 'StatefulSet/spec/replicas', 1, /started/),
];

const PROCESS: readonly Mutation[] = [
  row('docker/user-and-group', 'container/securityContext/runAsUser', 4243, /uid/),
  row('docker/user-and-group', 'container/securityContext/runAsUser', GONE, /uid/),
  row('docker/user-and-group', 'container/securityContext/runAsGroup', GONE, /gid/),
  row('docker/group-add', 'pod/securityContext/supplementalGroups/1', GONE, /groups/),
  row('docker/group-add-user', 'pod/securityContext/fsGroup', 77, /groups/),
  row('process/groups', 'pod/securityContext/supplementalGroups', [4, 5], /groups/),
  row('docker/workdir', 'container/workingDir', GONE, /workingDirectory/),
  row('docker/workdir', 'container/workingDir', '/', /workingDirectory/),
  row('docker/tty', 'container/tty', GONE, /std(in|out)/),
  row('docker/words', 'container/stdin', true, /stdin/),
  row('docker/pid-host', 'pod/hostPID', GONE, /namespaces\.pid/),
  row('docker/pid-container', 'pod/shareProcessNamespace', GONE, /namespaces\.pid/),
  row('docker/ipc-host', 'pod/hostIPC', GONE, /namespaces\.ipc/),
  row('docker/health', 'container/readinessProbe', GONE, /acts\[0\].*/),
  row('docker/health', 'container/readinessProbe/exec/command/2', 'true', /acts\[0\].*/),
];

const LIMITS: readonly Mutation[] = [
  row('docker/memory', 'container/resources', GONE, /cgroup\.memory/),
  row('docker/memory', 'container/resources/limits/memory', '65Mi', /cgroup\.memory/),
  row('limits/memory-max', 'container/resources/limits/memory', '200M', /cgroup\.memory/),
  row('docker/cpus', 'container/resources', GONE, /cgroup\.cpuLimit/),
  row('docker/cpus', 'container/resources/limits/cpu', '200m', /cgroup\.cpuLimit/),
  row('docker/weighed', 'container/resources/requests/cpu', '500m', /cgroup\.cpuShares/),
  row('docker/shm-size', 'pod/volumes/0/emptyDir/sizeLimit', '33Mi', /shmSize/),
  row('docker/shm-size', 'container/volumeMounts', GONE, /shmSize/),
];

const RIGHTS: readonly Mutation[] = [
  row(
    'docker/cap-drop',
    'container/securityContext/capabilities/drop/0',
    GONE,
    /capabilities\..*CHOWN/,
  ),
  row(
    'docker/cap-add',
    'container/securityContext/capabilities/add/0',
    GONE,
    /capabilities\..*NET_ADMIN/,
  ),
  row('docker/cap-drop-all', 'container/securityContext', GONE, /capabilities\..*/),
  row(
    'docker/cap-none',
    'container/securityContext/capabilities/add',
    ['SYS_PTRACE'],
    /capabilities\..*SYS_PTRACE/,
  ),
  row(
    'docker/no-new-privileges',
    'container/securityContext/allowPrivilegeEscalation',
    GONE,
    /noNewPrivileges/,
  ),
  row('docker/words', 'pod/securityContext/seccompProfile/type', 'Unconfined', /seccomp/),
  row('docker/seccomp', 'pod/securityContext/seccompProfile/type', 'RuntimeDefault', /seccomp/),
  row('docker/read-only', 'container/securityContext/readOnlyRootFilesystem', GONE, /rootReadOnly/),
  row(
    'docker/sysctl',
    'pod/securityContext/sysctls/0/value',
    '1',
    /sysctls\.net\.ipv4\.tcp_syncookies/,
  ),
  row('docker/sysctl', 'pod/securityContext/sysctls/1', GONE, /sysctls\.kernel\.shm_rmid_forced/),
  row('docker/device-renamed', 'container/volumeMounts', GONE, /devices\.\/dev\/nothing.*/),
  row('docker/words', 'pod/automountServiceAccountToken', true, /mounts\..*serviceaccount/),
];

const VOLUMES: readonly Mutation[] = [
  row(
    'volumes/ro',
    'container/volumeMounts/0/readOnly',
    GONE,
    /mounts\.\/data\.(options|writable)/,
  ),
  row('volumes/ro', 'container/volumeMounts/0/mountPath', '/dat', /mounts\.\/data/),
  row('volumes/ro', 'pod/volumes/0/hostPath/path', '/srv/volumes-rw', /mounts\.\/data\.from/),
  row(
    'volumes/rw',
    'container/volumeMounts/0/readOnly',
    true,
    /mounts\.\/data\.(options|writable)/,
  ),
  row('volumes/rw', 'container/volumeMounts/0/subPath', 'below', /mounts\.\/data\.from/),
  row('volumes/two-targets', 'container/volumeMounts/1', GONE, /mounts\.\/srv\/again/),
  row(
    'volumes/option-rslave',
    'container/volumeMounts/0/mountPropagation',
    GONE,
    /mounts\.\/data\.propagation/,
  ),
  row('volumes/tmpfs-size', 'pod/volumes/0/emptyDir/sizeLimit', '17Mi', /mounts\.\/data\.size/),
  row('volumes/mount-tmpfs', 'pod/volumes/0/emptyDir/medium', GONE, /mounts\.\/data\.fstype/),
  row(
    'volumes/data-container',
    'pod/containers/1/volumeMounts/0/readOnly',
    GONE,
    /mounts\.\/data\.(options|writable)/,
  ),
  row('volumes/file', 'container/volumeMounts/0/subPath', GONE, /acts\[0\].*/),
  row('volumes/file', 'ConfigMap/data/app.conf', 'port = 1\n', /acts\[0\].*/),
];

const NETWORK: readonly Mutation[] = [
  row('network/hostname', 'pod/hostname', GONE, /hostname/),
  row('network/hostname', 'pod/hostname', 'web2', /hostname/),
  row('network/add-host', 'pod/hostAliases/1', GONE, /hosts\.cache/),
  row('network/add-host', 'pod/hostAliases/0/ip', '10.0.0.9', /hosts\.db/),
  row('network/dns', 'pod/dnsConfig/nameservers/0', '192.0.2.8', /resolv\.nameservers/),
  row('network/dns-search', 'pod/dnsConfig/searches', ['example.org'], /resolv\.search/),
  row('network/dns-option', 'pod/dnsConfig/options/0/value', '4', /resolv\.options/),
  row('network/host', 'pod/hostNetwork', GONE, /namespaces\.net/),
  row('network/link', 'Service/spec/ports/0/port', 8088, /acts\[0\].*/),
  row('network/hostport', 'container/ports/0/hostPort', 18_042, /acts\[0\].*/),
  row('network/hostport', 'container/ports/0/hostPort', GONE, /acts\[0\].*/),
  row('network/link', 'Service/metadata/name', 'databases', /acts\[0\].*/),
  row('network/container', 'pod/containers/1/args/2', '8082', /openPorts\..*|acts\[\d\].*/),
];

const TIME: readonly Mutation[] = [
  row('time/job-one', 'Job/spec/backoffLimit', 6, /startedAgain/),
  row('finite/on-failure-one', 'Job/spec/backoffLimit', 0, /startedAgain/),
  row('stop/stop-time', 'pod/terminationGracePeriodSeconds', 8, /stop\.seconds/),
  row('stop/stop-time-long', 'pod/terminationGracePeriodSeconds', 2, /stop\.seconds/),
  row('stop/exec', 'container/lifecycle', GONE, /files\..*\/log/),
  row('stop/exec', 'container/lifecycle/preStop/exec/command/2', 'true', /files\..*\/log/),
];

/** Cases that are run once more as they are: what broken ones are run with breaks nothing. */
export const UNBROKEN: readonly string[] = [
  ...['docker/words', 'docker/env-file', 'docker/env-many', 'docker/health', 'docker/cap-drop'],
  ...['volumes/ro', 'volumes/rw', 'volumes/file', 'network/add-host', 'habit/instances'],
  ...['service/pre-order', 'time/job-one', 'stop/stop-time', 'stop/exec'],
];

/** Each makes the suite fail, and the failure name the field. */
export const MUTATIONS: readonly Mutation[] = [
  ...WORDS,
  ...VARIABLES,
  ...PROCESS,
  ...LIMITS,
  ...RIGHTS,
  ...VOLUMES,
  ...NETWORK,
  ...TIME,
];
