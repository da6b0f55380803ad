import { type Entry, entry } from '../entry.ts';

/** What Exec lines do besides starting a container (mapping G, F, B80–B85). */
export const IDIOM_CODES = {
  'host-program': entry<{ program: string }>({
    class: 'DECIDE',
    title: 'A program of the host, not a container',
    message: ({ program }) =>
      `${program} runs on the machine itself and stands in no image that the unit names`,
    help: () =>
      'give an image that holds the program (--option image-map=UNIT=IMAGE), or leave it to the machines',
  }),
  'host-change': entry<{ what: string; why: string }>({
    class: 'LOST',
    title: 'A command that changes the machine',
    message: ({ what, why }) => `${what} is not carried over: ${why}`,
    help: () => 'move it to the configuration of the nodes, or write a privileged DaemonSet for it',
  }),
  'opaque-script': entry<{ why: string }>({
    class: 'DECIDE',
    title: 'A shell script that cannot be understood without running it',
    message: ({ why }) => `this script is not converted: ${why}`,
    help: () => 'make it one plain command, or move it into the image',
  }),
  'several-containers': entry<{ count: number }>({
    class: 'ERROR',
    title: 'A script starts more than one container',
    message: ({ count }) =>
      `this script starts ${count} containers, and it cannot be known which one is the service`,
    help: () => 'give each container a unit of its own',
  }),
  'container-pipe': entry<{ what: string }>({
    class: 'ERROR',
    title: 'Containers joined by a pipe',
    message: ({ what }) => `${what} reads what another container writes; a Pod has no such pipe`,
    help: () => 'let both programs share a volume or a socket, or put both into one image',
  }),
  'output-to-host': entry<{ what: string }>({
    class: 'NOTE',
    title: 'The output of a container went somewhere else',
    message: ({ what }) => `${what} is left out: what a container prints is its log`,
  }),
  'wrapper-removed': entry<{ wrapper: string; why: string }>({
    class: 'NOTE',
    title: 'A wrapper around the command is left out',
    message: ({ wrapper, why }) => `${wrapper} is left out: ${why}`,
  }),
  'script-reduced': entry<{ why: string }>({
    class: 'DECIDE',
    title: 'Only the container of a script is converted',
    message: ({ why }) =>
      `only the container that this script starts is converted, and not what decides how it is started: ${why}`,
    help: () => 'look whether the container needs what the script did before',
  }),
  'conditional-container': entry<Record<never, never>>({
    class: 'DECIDE',
    title: 'A container that is started on a condition',
    message: () =>
      'the container is started only if this holds on the machine; here it is always started',
    help: () => 'let the program in the image ask, or place the unit by [X-Fleet]',
  }),
  'controls-units': entry<{ command: string; units: string }>({
    class: 'LOST',
    title: 'A unit that starts or stops other units',
    message: ({ command, units }) =>
      units === ''
        ? `${command} is not carried over: a Pod cannot control the units of a machine`
        : `${command} is not carried over: nothing starts or stops ${units} from inside a Pod`,
  }),
  announces: entry<{ keys: string }>({
    class: 'RETIRED',
    title: 'An announcement that a Service replaces',
    message: ({ keys }) => `${keys} is no longer written: a Service tells where the Pods are`,
    help: () => 'let its readers use the name of the Service',
  }),
  waits: entry<{ what: string }>({
    class: 'NOTE',
    title: 'The unit waited for something',
    message: ({ what }) =>
      `waiting for ${what} is left out: nothing in Kubernetes starts in order, so the program has to retry`,
  }),
  sleeps: entry<{ seconds: number }>({
    class: 'NOTE',
    title: 'The unit slept',
    message: ({ seconds }) => `sleeping ${seconds} s is left out`,
  }),
  'registry-login': entry<{ registry: string }>({
    class: 'DECIDE',
    title: 'The unit logged in to a registry',
    message: ({ registry }) => `docker login to ${registry} becomes a pull secret that you make`,
    help: () =>
      'kubectl create secret docker-registry NAME …, and name it with --option pull-secret=NAME',
  }),
  'container-elsewhere': entry<{ command: string; container: string }>({
    class: 'DECIDE',
    title: 'The unit runs a container that it does not make',
    message: ({ command, container }) =>
      `${command} ${container}: the container is made somewhere else, nothing here says from which image`,
    help: () => 'run it with docker run in the same unit',
  }),
  'runs-in-container': entry<{ container: string }>({
    class: 'DECIDE',
    title: 'A command is run inside another container',
    message: ({ container }) =>
      `docker exec in ${container} needs rights to kubectl exec, and its image`,
    help: () => 'make it a container of its own, or let the program in the container do it',
  }),
  'path-of-host': entry<{ what: string; paths: string }>({
    class: 'LOST',
    title: 'A path of the machine that no container mounts',
    message: ({ what, paths }) => `${what} ${paths} is not carried over: no container mounts it`,
  }),
  'prepares-volume': entry<{ what: string; paths: string }>({
    class: 'DECIDE',
    title: 'A mounted path that the unit prepared first',
    message: ({ what, paths }) =>
      `${what} ${paths} is not carried over, and the container mounts it: who prepares the volume?`,
    help: () =>
      'an init container whose image has the tool, a ConfigMap for small files, fsGroup for owners',
  }),
  'seeds-key': entry<{ key: string }>({
    class: 'DECIDE',
    title: 'A unit that writes configuration into etcd',
    message: ({ key }) => `who reads the key ${key} from etcd has to get its value another way`,
    help: () => 'references to it in the units become references to the ConfigMap etcd-config',
  }),
  'broken-announcement': entry<{ why: string }>({
    class: 'NOTE',
    title: 'A broken command in an announcing unit',
    message: ({ why }) =>
      `this script is not understood as a whole, only what it announces: ${why}`,
  }),
  'aci-image': entry<{ image: string; suggestion: string | null }>({
    class: 'DECIDE',
    title: 'An image that only rkt could fetch',
    message: ({ image }) => `${image} is an App Container Image: no runtime of today runs it`,
    help: ({ suggestion }) =>
      suggestion === null
        ? 'build an OCI image of it and name that'
        : `look whether ${suggestion} is an OCI image as well, and name it docker://${suggestion}`,
  }),
  'rkt-appends-arguments': entry<{ image: string }>({
    class: 'DECIDE',
    title: 'rkt appends arguments, Kubernetes replaces them',
    message: ({ image }) =>
      `rkt put these arguments behind the CMD of ${image}, in a Pod they take its place`,
    help: () => 'if the image has a CMD, write it in front of the arguments, or use --exec',
  }),
  'rkt-refuses': entry<{ why: string }>({
    class: 'ERROR',
    title: 'rkt does not take the command',
    message: ({ why }) => `nothing can be made of this rkt command: ${why}`,
  }),
  'nspawn-refuses': entry<{ option: string }>({
    class: 'ERROR',
    title: 'systemd-nspawn does not take the command',
    message: ({ option }) => `${option} is no option of systemd-nspawn`,
  }),
} as const satisfies Record<string, Entry<never>>;
