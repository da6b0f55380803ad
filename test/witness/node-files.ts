import path from 'node:path';
import type { NodePrograms } from '../cluster/programs.ts';

/** What the files of a node say: where things are, and how it is known. */
export interface NodeSetting {
  readonly programs: NodePrograms;
  /** For configuration and logs, as seen inside. */
  readonly directory: string;
  /** kubeconfig, as seen inside. */
  readonly kubeconfig: string;
  /** Of the node. */
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The node's name, and its hostname. */
export const NODE = 'witness';
/** Address of coredns: of no interface but the loopback, so that port 53 of the node stays free for units. */
export const DNS = '169.254.20.10';
/** What Pods have addresses of. */
export const POD_NETWORK = '10.99.0.0/16';
/** The kubelet's directories; all of them on the real machine's disk, as on a node. */
export const KUBELET_ROOT = '/var/lib/kubelet';
export const POD_LOGS = '/var/log/pods';
export const CONTAINERD_ROOT = '/var/lib/containerd';
export const UNITS = '/etc/systemd/system';

/** The services of a node. */
export const SERVICES = ['containerd', 'kubelet', 'kube-proxy', 'coredns'] as const;
export type ServiceName = (typeof SERVICES)[number];

const CONTAINERD_SOCKET = '/run/containerd/containerd.sock';

export interface NodeFiles {
  /** Unit files by name. */
  readonly units: Readonly<Record<string, string>>;
  /** Other files by path below the directory of the setting. */
  readonly config: Readonly<Record<string, string>>;
}

/** All files that make a machine a node. */
export function nodeFiles(setting: NodeSetting): NodeFiles {
  const { programs, directory } = setting;
  const commands: Readonly<Record<ServiceName, readonly string[]>> = {
    containerd: [programs.containerd, `--config=${directory}/containerd.toml`],
    kubelet: kubeletCommand(setting),
    'kube-proxy': [programs.kubeProxy, `--config=${directory}/kube-proxy.json`],
    coredns: [programs.coredns, `-conf=${directory}/Corefile`],
  };
  const units = SERVICES.map((name) => [
    `${name}.service`,
    unitText(name, commands[name], setting),
  ]);
  return {
    units: Object.fromEntries(units),
    config: {
      'containerd.toml': containerd(directory),
      'net.d/10-pods.conflist': JSON.stringify(NETWORK),
      'kubelet.json': JSON.stringify(KUBELET),
      'kube-proxy.json': JSON.stringify(kubeProxy(setting)),
      Corefile: corefile(setting),
    },
  };
}

/** containerd and the shims live on while a service is stopped: Pods survive a restart of either. */
function unitText(
  name: ServiceName,
  command: readonly string[],
  { programs, directory }: NodeSetting,
): string {
  const notifies = name === 'containerd';
  return [
    '[Unit]',
    'DefaultDependencies=no',
    ...(name === 'kubelet' ? ['Wants=containerd.service', 'After=containerd.service'] : []),
    '[Service]',
    `Type=${notifies ? 'notify' : 'simple'}`,
    `Environment=GOGC=400 PATH=${path.dirname(programs.shim)}:/usr/sbin:/usr/bin:/sbin:/bin`,
    ...(name === 'kubelet' ? [`ExecStartPre=/bin/sh -c '${PREPARE_CGROUP}'`] : []),
    `ExecStart=${command.join(' ')}`,
    'Restart=always',
    'RestartSec=1',
    'KillMode=process',
    'Delegate=yes',
    `StandardOutput=append:${directory}/${name}.log`,
    'StandardError=inherit',
    '',
  ].join('\n');
}

function kubeletCommand(setting: NodeSetting): readonly string[] {
  const { programs, directory, kubeconfig, address, labels } = setting;
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return [
    programs.kubelet,
    `--config=${directory}/kubelet.json`,
    `--kubeconfig=${kubeconfig}`,
    `--root-dir=${KUBELET_ROOT}`,
    `--hostname-override=${NODE}`,
    `--node-ip=${address}`,
    ...(pairs.length > 0 ? [`--node-labels=${pairs.join(',')}`] : []),
  ];
}

/** Where it differs from a common node: quick, wide, content with cgroup v1, and it keeps all that Pods print. */
const KUBELET = {
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  containerRuntimeEndpoint: `unix://${CONTAINERD_SOCKET}`,
  podLogsDir: POD_LOGS,
  volumePluginDir: `${KUBELET_ROOT}/plugins`,
  cgroupDriver: 'cgroupfs',
  enforceNodeAllocatable: [],
  evictionHard: { 'memory.available': '50Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' },
  imageGCHighThresholdPercent: 100,
  failSwapOn: false,
  failCgroupV1: false,
  authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
  authorization: { mode: 'AlwaysAllow' },
  clusterDNS: [DNS],
  clusterDomain: 'cluster.local',
  maxPods: 500,
  kubeAPIQPS: 1000,
  kubeAPIBurst: 2000,
  eventRecordQPS: 0,
  serializeImagePulls: false,
  nodeStatusUpdateFrequency: '2s',
  syncFrequency: '10s',
  containerLogMaxSize: '1Gi',
  healthzPort: 0,
} as const;

/** `restrict_oom_score_adj`: a machine without CAP_SYS_RESOURCE cannot lower the score of the pause container. */
const containerd = (directory: string): string => `version = 3
root = "${CONTAINERD_ROOT}"
state = "/run/containerd"
disabled_plugins = ["io.containerd.nri.v1.nri"]

[grpc]
address = "${CONTAINERD_SOCKET}"

[plugins."io.containerd.metadata.v1.bolt"]
no_sync = true

[plugins."io.containerd.cri.v1.images"]
stats_collect_period = 3600

[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "localhost/pause:1"

[plugins."io.containerd.cri.v1.images".registry]
config_path = "/etc/containerd/certs.d"

[plugins."io.containerd.cri.v1.runtime"]
restrict_oom_score_adj = true
stats_collect_period = "1h"
stats_retention_period = "2h"

[plugins."io.containerd.cri.v1.runtime".cni]
bin_dirs = ["/usr/lib/cni"]
conf_dir = "${directory}/net.d"
use_internal_loopback = true
`;

const NETWORK = {
  cniVersion: '1.0.0',
  name: 'pods',
  plugins: [
    {
      type: 'ptp',
      ipam: {
        type: 'host-local',
        ranges: [[{ subnet: POD_NETWORK }]],
        routes: [{ dst: '0.0.0.0/0' }],
      },
    },
    { type: 'portmap', capabilities: { portMappings: true } },
  ],
};

/** Limits of connections belong to the real machine; they are left alone. */
const kubeProxy = ({ kubeconfig }: NodeSetting): unknown => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  clientConnection: { kubeconfig },
  hostnameOverride: NODE,
  mode: 'iptables',
  clusterCIDR: POD_NETWORK,
  conntrack: { maxPerCore: 0, min: 0 },
  iptables: { minSyncPeriod: '200ms' },
  healthzBindAddress: '',
  metricsBindAddress: '',
});

const PROCESSORS = 64;

/**
 * What the kubelet finds below /sys/devices/system: more processors than there are, so that units with limits, which
 * reserve as much as they may use, need not wait for one another. Nobody else reads this.
 */
export const SYSTEM: Readonly<Record<string, string>> = {
  'cpu/online': `0-${PROCESSORS - 1}\n`,
  'node/node0/distance': '10\n',
  'node/node0/meminfo': 'Node 0 MemTotal: 67108864 kB\n',
  ...Object.fromEntries(
    Array.from({ length: PROCESSORS }, (_, id) => [
      [`node/node0/cpu${id}/topology/core_id`, `${id}\n`],
      [`node/node0/cpu${id}/topology/physical_package_id`, '0\n'],
    ]).flat(),
  ),
};

/** The kubelet would give its Pods all processors, more than there are; it takes a cgroup that is there as it is. */
const PREPARE_CGROUP = `for one in /sys/fs/cgroup/*/; do mkdir -p "$$one/kubepods"; done`;

/** Names of the cluster, and no others. */
const corefile = ({ kubeconfig }: NodeSetting): string => `cluster.local:53 in-addr.arpa:53 {
  bind ${DNS}
  errors
  kubernetes cluster.local in-addr.arpa {
    kubeconfig ${kubeconfig}
    pods insecure
    ttl 0
  }
}
.:53 {
  bind ${DNS}
  errors
  template ANY ANY {
    rcode NXDOMAIN
  }
}
`;
