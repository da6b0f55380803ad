/** Why our Pod is not a recorded one, and what is known of ours. */
export interface Reason {
  readonly why: string;
  readonly instead: Instead;
  /** With it the Pod is the recorded one. */
  readonly option?: string;
}

export type Instead =
  /** Docker refuses the command: an error, and no Pod. */
  | 'nothing'
  /** Compared in runtime-parts.test.ts. */
  | 'part'
  /** The Pod of another recorded case, which was run. */
  | { readonly as: string }
  /** The witness suite runs it: the name of its case. */
  | { readonly run: string };

const refused: Reason = {
  why: 'docker refuses it, so the unit never ran',
  instead: 'nothing',
};
const names: Reason = {
  why: 'names live in the passwd and group files of the image: the number is asked for (E6-09, E6-10)',
  instead: { as: 'default' },
};
const shares = (option = 'cpu-requests'): Reason => ({
  why: 'a weight on some units alone would turn the weights round (E7-05)',
  instead: { as: 'default' },
  option,
});
const reserves = (run: string): Reason => ({
  why: 'recorded with a request of zero, which a person has to ask for (E7-02)',
  instead: { run },
  option: 'no-reserve',
});
const strict = (run: string): Reason => ({
  why: 'docker gives the named group alone, so does the policy Strict (E6-19)',
  instead: { run },
});
const claim = (run: string): Reason => ({
  why: 'recorded with an emptyDir for what the machine keeps: it is a claim (E5-02)',
  instead: { run },
});
const part: Reason = { why: 'a part of the Pod is recorded, or several units', instead: 'part' };
const socket: Reason = {
  why: 'the engine of the node is not given out unless asked for (G80)',
  instead: { run: 'volumes/docker-socket' },
  option: 'allow-docker-sock',
};
const wrong = (as: string): Reason => ({
  why: 'recorded to show what goes wrong',
  instead: { as },
});

/** Recorded cases whose Pod is not ours by the contract's will. */
export const REASONS: Readonly<Record<string, Reason | undefined>> = {
  '--cpu-shares 262144': {
    why: 'the weight is dropped, and was recorded with another request (E7-05)',
    instead: { as: 'default' },
  },
  '--init dropped: TERM has no effect': {
    why: 'recorded to show what goes wrong (E2-10)',
    instead: { run: 'docker/init' },
  },
  '--link to a target with -p 18090:8080; Service port = H as H10 says': {
    why: 'the Service has the port of the container, as a link had (E4-20)',
    instead: { run: 'network/link-published' },
  },
  '--link variables against Service variables (three ports)': part,
  '--volumes-from rw, no seed': part,
  '--volumes-from ro, no seed': part,
  '-e beats env-file, files in order': part,
  'env-file grammar': part,
  '-t with TERM in image': {
    why: 'recorded with stdin too, which -t alone does not need (E2-06)',
    instead: { as: '-t tty without stdin' },
  },
  '-t: log streams and line ends': part,
  'attached -t without a terminal, nothing emitted': {
    why: 'docker gave it a terminal, and so does the Pod (E2-06)',
    instead: { as: '-t tty without stdin' },
    option: 'no-tty',
  },
  'USER name in image + runAsGroup': names,
  'group-add name': names,
  'user name app': names,
  'user name app:staff': names,
  'user 4242:4343': strict('docker/user-and-group'),
  'user :50': strict('docker/group-alone'),
  'user N:M where N has no groups': strict('docker/user-and-group'),
  'runAsGroup without runAsUser': strict('docker/root-and-group'),
  'group-add with user:group': {
    why: 'docker gives these groups alone, so does the policy Strict (E6-19)',
    instead: { as: 'user 1000:50 group-add 4321 Strict' },
  },
  'a child over the memory limit': part,
  'over the memory limit (PID 1)': part,
  'add-host host-gateway': {
    why: 'the address is only known on the node: asked for, left out (E4-19)',
    instead: { as: 'default' },
  },
  'add-host upper/underscore name': {
    why: 'the API refuses the name: asked for, left out (E4-19)',
    instead: { as: 'default' },
  },
  'apparmor profile on a node without AppArmor': {
    why: 'docker-default becomes nothing: a node without AppArmor refuses a profile (E6-06)',
    instead: { as: 'default' },
  },
  'bind ro, the source has a submount: readOnly': part,
  'bind with two modes ro,rw': refused,
  'cap-add ALL cap-drop ALL': {
    why: 'recorded without the other drop (E6-02)',
    instead: { as: 'cap-add ALL cap-drop SYS_RESOURCE' },
  },
  'cap-add unknown': refused,
  'cpu-shares 1': {
    why: 'docker of fleet’s time read it as 2 (E7-05)',
    instead: { as: 'default' },
  },
  'cpu-shares 10': shares(),
  'cpu-shares 100': shares(),
  'cpu-shares 1024': shares(),
  'cpu-shares 2': shares(),
  'cpu-shares 512': shares(),
  'cpus 0.333': reserves('docker/cpus-of-a-thousandth'),
  'cpus 4 on 2-cpu host': reserves('docker/cpus'),
  'quota not a whole millicpu': reserves('docker/cpu-quota'),
  'cpus and quota conflict': refused,
  'device /dev/kmsg': {
    why: 'a privileged container has every device without a volume (E5-18)',
    instead: { run: 'docker/device-of-kernel' },
  },
  'device missing': {
    why: 'what the machine has is not known: privileged, without a volume (E5-18)',
    instead: { run: 'docker/device-of-kernel' },
  },
  'device hostPath without privileged': {
    why: 'recorded to show what goes wrong: privileged, without a volume (E5-18)',
    instead: { run: 'docker/device-of-kernel' },
  },
  'dns-opt without value': {
    why: 'the policy stays, so that the names of Services are found (E4-28)',
    instead: { run: 'network/dns-option' },
  },
  'dns-search . (none)': {
    why: 'a lone --dns-search . cannot be said: asked for (E4-28)',
    instead: { as: 'default' },
  },
  'docker.sock Socket': socket,
  'empty entrypoint no words: what docker runs': refused,
  'empty entrypoint without words, image CMD': refused,
  'emptyDir where docker had a bind of /tmp': {
    why: 'the source /srv/tmp is a data directory by its name (H40-4)',
    instead: { run: 'docker/bind-over-tmp' },
  },
  'four dns servers': {
    why: 'the API takes three: the fourth is lost (E4-18)',
    instead: { run: 'network/dns-many' },
  },
  'grace 0: docker stop -t 0': {
    why: 'zero deletes without waiting: one second is written (D2-40)',
    instead: { run: 'stop/stop-zero' },
  },
  'hostname 63 chars label override': {
    why: 'a name without a dot becomes hostname (E4-16)',
    instead: { run: 'docker/hostname-of-63' },
  },
  'hostname 64 chars': {
    why: 'shortened to 63 characters, which the API takes (E4-16)',
    instead: { run: 'docker/hostname-of-64' },
  },
  'hostname 65 chars': refused,
  'image ENV is not known to $(NAME)': {
    why: 'the words of the Pod were not given to docker (H31)',
    instead: { run: 'docker/variable-of-image' },
  },
  'memory 4m (below 6m)': refused,
  'named volume new, empty target': claim('volumes/created'),
  'named volume nocopy': claim('volumes/named-nocopy'),
  'named volume over image content': claim('volumes/named'),
  'net host with hostnameOverride': {
    why: 'on the host network neither field acts (E4-27)',
    instead: { as: 'net host' },
  },
  'no-new-privileges with CAP_SYS_ADMIN spelt': wrong('no-new-privileges with SYS_ADMIN'),
  'no-new-privileges with privileged': wrong('privileged'),
  'non-ASCII name': {
    why: 'the API refuses the name: an error, and the variable is left out (E3-04)',
    instead: { as: 'default' },
  },
  'pod add CAP_NET_ADMIN not stripped': wrong('cap-add CAP_ prefix lower case'),
  'pod add net_admin lower': wrong('cap-add CAP_ prefix lower case'),
  'propagation rprivate on a shared host mount; a mount made later on the host': part,
  'published port: -p H:C': {
    why: 'a port of the container and a Service; hostPort when asked for (H10)',
    instead: { as: 'expose' },
    option: 'hostports',
  },
  'published port: -p 127.0.0.1:H:C': {
    why: 'no program of the host is known to use it: a port of the container (E4-23)',
    instead: { as: 'expose' },
  },
  'published port: -p <machine>:H:C': part,
  'second container on the same host port': {
    why: 'a port of the container and a Service; hostPort when asked for (H10)',
    instead: { as: 'expose' },
    option: 'hostports',
  },
  'relative bind source': refused,
  'relative source without ./ is a volume name': refused,
  'relative target': refused,
  'reservation > memory': refused,
  'rshared without privileged': {
    why: 'the API asks for privileged (E5-08)',
    instead: { as: 'rshared, pod privileged as the rule says' },
  },
  'same target twice': refused,
  'seccomp=file; Localhost profile not on the node': {
    why: 'the profile has the name of its own file, and is that of the Pod (E6-04)',
    instead: 'part',
  },
  'subPath file': {
    why: 'recorded as a way to mount a file; the contract mounts it itself (H40-3)',
    instead: { run: 'volumes/file' },
  },
  'sysctl kernel.msgmax with hostIPC': refused,
  'sysctl unsafe somaxconn': {
    why: 'a kubelet that does not allow it fails the Pod: asked for (E6-21)',
    instead: { as: 'default' },
    option: 'unsafe-sysctls',
  },
  'sysctl with net host': refused,
  'systempaths=unconfined, procMount Unmasked without hostUsers': {
    why: 'both fields only when asked for (E6-08)',
    instead: { as: 'default' },
  },
  'target with .. verbatim': {
    why: 'paths are written clean (H40-14)',
    instead: { as: 'target with trailing slash and ..' },
  },
  'target with colon is impossible / root target': refused,
  'tmpfs full': part,
  'tmpfs mode by an init container': {
    why: 'the mode is said, an init container is not made (E5-11)',
    instead: { as: 'tmpfs default' },
  },
  'very long value': {
    why: 'the recording shortens the value',
    instead: { run: 'docker/env-long' },
  },
  'workdir relative': refused,
};

/** Recorded Pods beside ours that a person can have with an option. */
export const ASKED_FOR: readonly (readonly [name: string, option: string])[] = [
  ['-t dropped', 'no-tty'],
  ['cpu request 2 (Z5 remedy: 1024 shares)', 'cpu-requests'],
  ['cpus 0.5 with zero request', 'no-reserve'],
  ['limits cpu+memory with zero requests', 'no-reserve'],
  ['memory 64m with explicit zero request', 'no-reserve'],
  ['net host dnsPolicy Default', 'dns-host=default'],
];
