const REFUSED = 'docker refuses it, so the unit never ran: ERROR, nothing is written';
const NAMES =
  'names live in the passwd and group files of the image: DECIDE, the number is not guessed';
const SAME_SOURCE =
  'a claim (E5-02): the recording used an emptyDir for what is kept on the machine';
const NOT_ALL = 'the recording holds a part of the Pod only';
const WRONG = 'recorded to show what goes wrong';

/** Recorded cases that we answer otherwise on purpose, and why. */
export const REASONS: Readonly<Record<string, string | undefined>> = {
  '--cpu-shares 262144': 'recorded with another request, to compare the weights (E7-05)',
  '--volumes-from rw, no seed':
    'the container that holds the volumes is another unit (pod-volumes.test.ts)',
  '--volumes-from ro, no seed':
    'the container that holds the volumes is another unit (pod-volumes.test.ts)',
  '-e beats env-file, files in order': 'the content of the file is not recorded (env-file.test.ts)',
  'env-file grammar': 'the content of the file is not recorded (env-file.test.ts)',
  '-t with TERM in image': 'recorded with stdin too, which -t alone does not need (E2-06)',
  '-t: log streams and line ends': NOT_ALL,
  'Deployment with a sysctl the kubelet does not allow, after 4 s': NOT_ALL,
  'USER name in image + runAsGroup': NAMES,
  'group-add name': NAMES,
  'user name app': NAMES,
  'user name app:staff': NAMES,
  'a child over the memory limit': NOT_ALL,
  'over the memory limit (PID 1)': NOT_ALL,
  'add-host host-gateway': 'the address is only known on the node: DECIDE (E4-19)',
  'add-host upper/underscore name': 'the API refuses the name: DECIDE (E4-19)',
  'apparmor profile on a node without AppArmor':
    'docker-default becomes nothing: a node without AppArmor refuses a profile (E6-06)',
  'args dollar escapes':
    'a word that begins a substitution shifts the words of a unit: ERROR (G66)',
  'two-dollar and odd runs':
    'a word that begins a substitution shifts the words of a unit: ERROR (G66)',
  'bind ro, the source has a submount: readOnly': NOT_ALL,
  'bind with two modes ro,rw': REFUSED,
  'cap-add ALL cap-drop ALL':
    'recorded without the other drops; a name in both lists is kept (E6-02)',
  'cap-add unknown': REFUSED,
  'cpu-shares 1': REFUSED,
  'cpus and quota conflict': REFUSED,
  'device /dev/kmsg': 'a privileged container has every device without a volume (E5-18)',
  'device missing': 'a privileged container has every device without a volume (E5-18)',
  'device hostPath without privileged': WRONG,
  'dns-opt without value': 'the policy stays, so that the names of Services are found (E4-28)',
  'dns-search . (none)': 'a lone --dns-search . cannot be said: DECIDE (E4-28)',
  'empty entrypoint no words: what docker runs': REFUSED,
  'empty entrypoint without words, image CMD': REFUSED,
  'emptyDir where docker had a bind of /tmp':
    'the source /srv/tmp is a data directory by its name (H40-4)',
  'four dns servers': 'the API takes three: the fourth is LOST (E4-18)',
  'hostname 63 chars label override': 'a name without a dot becomes hostname (E4-16)',
  'hostname 64 chars': 'shortened to 63 characters, which the API takes (E4-16)',
  'hostname 65 chars': 'shortened to 63 characters, which the API takes (E4-16)',
  'image ENV is not known to $(NAME)': WRONG,
  'memory 4m (below 6m)': REFUSED,
  'named volume new, empty target': SAME_SOURCE,
  'named volume nocopy': SAME_SOURCE,
  'named volume over image content': SAME_SOURCE,
  'net host with hostnameOverride': 'on the host network neither field acts (E4-27)',
  'no-new-privileges with CAP_SYS_ADMIN spelt': WRONG,
  'no-new-privileges with privileged': WRONG,
  'non-ASCII name': 'the API refuses the name: ERROR (E3-04)',
  'pod add CAP_NET_ADMIN not stripped': WRONG,
  'pod add net_admin lower': WRONG,
  'published port: -p 127.0.0.1:H:C':
    'no program of the host is known to use it: a port of the container (E4-23)',
  'published port: -p <machine>:H:C':
    'the address of the machine is a placeholder in the recording',
  'relative bind source': REFUSED,
  'relative source without ./ is a volume name': REFUSED,
  'relative target': REFUSED,
  'target with colon is impossible / root target': REFUSED,
  'same target twice': REFUSED,
  'reservation > memory': REFUSED,
  'propagation rprivate on a shared host mount; a mount made later on the host': NOT_ALL,
  'rshared without privileged':
    'the API asks for privileged (E5-08), and the volume is recorded without it',
  'runAsGroup without runAsUser': 'the unit says the user as well (E6-19)',
  'seccomp=file; Localhost profile not on the node':
    'the profile is that of the Pod, under its own file name (E6-04)',
  'subPath file': 'recorded as a way to mount a file; the contract mounts it itself (H40-3)',
  'sysctl kernel.msgmax with hostIPC': REFUSED,
  'sysctl with net host': REFUSED,
  'systempaths=unconfined, procMount Unmasked without hostUsers':
    'both fields only when asked for: DECIDE (E6-08)',
  'target with .. verbatim': 'paths are written clean (H40-14)',
  'tmpfs full': NOT_ALL,
  'tmpfs mode by an init container': 'the mode is said, an init container is not made (E5-11)',
  'very long value': 'the recording shortens the value',
  'workdir relative': REFUSED,
};
