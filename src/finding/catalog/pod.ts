import { type Entry, entry } from '../entry.ts';

/** What is said while a Pod is built. */
export const POD_CODES = {
  'carried-over': entry<{ what: string; as: string }>({
    class: 'NOTE',
    title: 'Converted, in other words',
    message: ({ what, as }) => `${what} becomes ${as}`,
  }),
  'image-qualified': entry<{ written: string; image: string }>({
    class: 'NOTE',
    title: 'Image is written with its registry',
    message: ({ written, image }) => `image ${written} is written in full: ${image}`,
  }),
  'image-not-pinned': entry<{ image: string }>({
    class: 'APPROX',
    title: 'Image has neither tag nor digest',
    message: ({ image }) => `${image} has no tag: which image runs depends on when it is pulled`,
    help: () => 'write the tag or the digest that the fleet runs today',
  }),
  'image-unknown': entry<{ written: string; placeholder: string; variable: string | null }>({
    class: 'DECIDE',
    title: 'Image is not known',
    message: ({ written, placeholder }) =>
      `the image ${written} is not known here, so ${placeholder} stands in its place`,
    help: ({ variable }) =>
      variable === null
        ? 'write the image into the manifest'
        : `give it with --option set=${variable}=VALUE`,
  }),
  'unknown-value': entry<{ what: string; placeholder: string; variable: string | null }>({
    class: 'DECIDE',
    title: 'Value is only known on the machines',
    message: ({ what, placeholder }) =>
      `${what} has a part that is not in the input: ${placeholder} stands in its place`,
    help: ({ variable }) =>
      variable === null
        ? 'write the value into the manifest'
        : `give it with --option set=${variable}=VALUE`,
  }),
  'unknown-key': entry<{ what: string; key: string; name: string }>({
    class: 'DECIDE',
    title: 'Value comes from a key of etcd',
    message: ({ what, key, name }) =>
      `${what} is read from the key ${key}: it becomes an entry of the ${name === 'etcd-secrets' ? 'Secret' : 'ConfigMap'} ${name}`,
    help: () => 'fill the entry, or give a dump with --option etcd-dump=FILE',
  }),
  'key-family': entry<{ what: string; key: string; placeholder: string }>({
    class: 'DECIDE',
    title: 'Each machine reads a key of its own from etcd',
    message: ({ what, key, placeholder }) =>
      `${what} is read from the key ${key}, another one on each machine: ${placeholder} stands for it`,
    help: () => 'list the keys, and give the units instances or the Pods one value for all',
  }),
  'host-address': entry<{ what: string; became: string; meaning: string }>({
    class: 'APPROX',
    title: 'Address of the machine',
    message: ({ what, became, meaning }) => `${what} becomes ${became}: ${meaning}`,
  }),
  'advertised-port': entry<{ what: string; host: number; container: number }>({
    class: 'DECIDE',
    title: 'Advertised address has another port in a Pod',
    message: ({ what, host, container }) =>
      `${what} tells others the address of the container, and there the port is ${container}, not ${host}`,
    help: () => 'change the advertised port, or publish the same number',
  }),
  'secret-moved': entry<{ name: string; secret: string }>({
    class: 'NOTE',
    title: 'Secret value moved into a Secret',
    message: ({ name, secret }) => `the value of ${name} is kept in the Secret ${secret}`,
    help: () =>
      'the manifest holds a placeholder: fill it, or use --option include-secrets to write the values',
  }),
  'env-file-missing': entry<{ path: string }>({
    class: 'DECIDE',
    title: 'Environment file is not in the input',
    message: ({ path }) => `the environment file ${path} is not in the input`,
    help: () => 'give the directory that holds it with --option files=DIR',
  }),
  'unset-variable': entry<{ name: string }>({
    class: 'APPROX',
    title: 'A default of the image is back',
    message: ({ name }) =>
      `-e ${name} without a value took ${name} away from the container: a default of the image is back`,
  }),
  'outside-clients': entry<{ workload: string; ports: string }>({
    class: 'DECIDE',
    title: 'How do clients outside of the cluster come in?',
    message: ({ workload, ports }) =>
      `clients of ${workload} used port ${ports} of the machine; in the cluster they use the Service`,
    help: () =>
      'for clients outside of the cluster choose --option hostports, nodeports or load-balancer=UNIT',
  }),
  'no-readiness': entry<{ service: string }>({
    class: 'NOTE',
    title: 'A Service without a readiness probe',
    message: ({ service }) =>
      `the unit had no check, so the Service ${service} sends traffic as soon as the container runs`,
    help: () => 'give one with --option probe=UNIT=tcp:PORT or UNIT=http:PORT/PATH',
  }),
  'host-data': entry<{ path: string; target: string }>({
    class: 'DECIDE',
    title: 'Data on the disk of a machine',
    message: ({ path, target }) =>
      `${path} of the machine is mounted at ${target}: its data has to be on the node before the Pod is`,
    help: () => 'copy the data, or make a claim with --option pvc=CLASS:SIZE',
  }),
  'host-file': entry<{ path: string; target: string }>({
    class: 'DECIDE',
    title: 'A file of the machine is mounted',
    message: ({ path, target }) =>
      `the file ${path} of the machine is mounted at ${target} and has to be on every node`,
    help: () => 'give it with --option files=DIR: then it becomes a ConfigMap or a Secret',
  }),
  'host-directory': entry<{ path: string; target: string }>({
    class: 'DECIDE',
    title: 'A directory of the machine is mounted',
    message: ({ path, target }) =>
      `${path} of the machine is mounted at ${target}: what is in it has to come to the nodes`,
    help: () => 'put it into the image or a ConfigMap, or see that every node has it',
  }),
  'scratch-volume': entry<{ path: string; target: string }>({
    class: 'NOTE',
    title: 'Scratch directory of the machine',
    message: ({ path, target }) =>
      `${path} becomes an empty directory at ${target}: what was in it stays on the machine`,
  }),
  'docker-volume': entry<{ name: string; target: string; others: string }>({
    class: 'DECIDE',
    title: 'A named volume of docker',
    message: ({ name, target, others }) =>
      `the volume ${name} at ${target} becomes a claim, and its size and class are not known${
        others === ''
          ? ''
          : `; ${others} used the same volume on the same machine and gets a claim of its own`
      }`,
    help: () => 'give them with --option pvc=CLASS:SIZE, and copy the data',
  }),
  'runtime-socket': entry<{ path: string; mounted: boolean }>({
    class: 'DECIDE',
    title: 'The container talks to docker',
    message: ({ path, mounted }) =>
      mounted
        ? `${path} gives the container the whole node; where it is missing the Pod waits`
        : `${path} is not on the nodes of a cluster and is not mounted`,
    help: ({ mounted }) =>
      mounted
        ? 'do all nodes run docker?'
        : 'what is it used for? --option allow-docker-sock mounts it where nodes still run docker',
  }),
  'limit-reserves': entry<{ limits: string }>({
    class: 'APPROX',
    title: 'A limit also reserves',
    message: ({ limits }) =>
      `the limit of ${limits} also reserves as much on the node; on the fleet it did not`,
    help: () => '--option no-reserve writes requests of zero beside it',
  }),
  'client-only': entry<{ key: string }>({
    class: 'NOTE',
    title: 'Only limited the docker client',
    message: ({ key }) => `${key} only limited the docker client, not the container: not copied`,
    help: () => '--option promote-client-limits applies it to the container',
  }),
  'restarts-anyway': entry<{ key: string; when: string }>({
    class: 'APPROX',
    title: 'The container is restarted more often than the unit was',
    message: ({ key, when }) =>
      `${key} restarted ${when}; in a Deployment the container is always restarted`,
  }),
  'ran-detached': entry<{ what: string; happened: string }>({
    class: 'APPROX',
    title: 'The unit did not hold its container',
    message: ({ what, happened }) =>
      `${what} ended at once and the container ${happened}; the Pod holds it`,
  }),
  'once-per-pod': entry<{ what: string }>({
    class: 'APPROX',
    title: 'Runs once per Pod',
    message: ({ what }) =>
      `${what} becomes an init container: it runs when the Pod starts, not at each restart of the container`,
  }),
  'restarts-all': entry<{ what: string }>({
    class: 'APPROX',
    title: 'All containers of the Pod restart together',
    message: ({ what }) =>
      `${what}: an end of the container restarts all containers of the Pod and runs its init containers again, without a back-off`,
  }),
  'hook-moments': entry<{ what: string; hook: string }>({
    class: 'APPROX',
    title: 'A hook runs at other moments',
    message: ({ what, hook }) =>
      hook === 'preStop'
        ? `${what} becomes preStop: it runs when the Pod is deleted, not when the container ends by itself`
        : `${what} becomes postStart: it runs beside the program, and its failure stops the container`,
  }),
  'probe-derived': entry<{ what: string; probe: string }>({
    class: 'NOTE',
    title: 'A wait of the unit becomes a probe',
    message: ({ what, probe }) => `${what} becomes the ${probe} of the container`,
  }),
  'stop-signal': entry<{ signal: string }>({
    class: 'DECIDE',
    title: 'The container was stopped with another signal',
    message: ({ signal }) =>
      `the unit stopped its container with ${signal}; a Pod sends the STOPSIGNAL of the image, or TERM`,
    help: () =>
      'build the image with STOPSIGNAL, or use --option enable=stop-signals on a cluster that has them',
  }),
  'client-gave-up': entry<{ seconds: number }>({
    class: 'NOTE',
    title: 'systemd stopped the docker client, not the container',
    message: ({ seconds }) =>
      `the docker client passed systemd's signal on, where a Pod sends the STOPSIGNAL of the image; after ${seconds} s only the client was killed and a container that ignored the signal ran on, the Pod kills it`,
  }),
  'a-node-for-each-pod': entry<{ port: number; pods: number }>({
    class: 'NOTE',
    title: 'Pods that need a node each',
    message: ({ port, pods }) =>
      `each of the ${pods} Pods takes port ${port} of its node: on fewer than ${pods} nodes some stay Pending`,
  }),
} as const satisfies Record<string, Entry<never>>;
