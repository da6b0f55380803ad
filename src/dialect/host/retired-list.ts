export interface RetiredEntry {
  readonly rule: string;
  readonly by: string;
  readonly question?: string;
  /** Not when the unit is bound to another one. */
  readonly alone?: boolean;
  /** Base names of units, without instance; null: the program or image says enough. */
  readonly names: RegExp | null;
  /** Last path element of the program that ExecStart runs. */
  readonly programs: RegExp | null;
  /** Image without registry and tag: `gliderlabs/registrator`. */
  readonly images: RegExp | null;
}

const NODE_IMAGE = 'the node image and the configuration of the machines';
const NETWORK_PLUGIN = 'the network plugin of the cluster';
const ROUTES = 'which routes does it hold in etcd? They become HTTPRoutes or Ingresses';

/** Chapter idioms/retired. */
export const RETIRED: readonly RetiredEntry[] = [
  {
    rule: 'B70',
    by: 'the etcd of the control plane',
    names: /^etcd/,
    programs: /^etcd\d?(-wrapper|-member)?$|^etcd[-_.]/,
    images: /(^|\/)etcd\d?(-[a-z]+)?$/,
    question: 'do applications keep data in it? Then they need an etcd of their own',
  },
  {
    rule: 'B70',
    by: 'the etcd of the control plane',
    names: null,
    programs: /^etcd-wrapper$/,
    images: null,
    question: 'do applications keep data in it? Then they need an etcd of their own',
  },
  {
    rule: 'B64',
    by: 'a Service that leads to the port it forwarded to',
    names: null,
    programs: /^systemd-socket-proxyd$/,
    images: null,
    question: 'which unit listens on that port? Its Service needs the port of the socket too',
  },
  {
    rule: 'B71',
    by: 'the API server and the controllers',
    names: null,
    programs: /^fleetd?(-wrapper|-metrics|-ui)?$|^fleet-unit-healthcheck/,
    images: /(^|\/)fleet-?(ui|metrics|browser|unit-healthcheck|units-report)?$/,
  },
  {
    rule: 'B72',
    by: 'the container runtime of the node',
    names: null,
    programs:
      /^(dockerd|containerd|docker-daemon|docker-gc|docker-cleanup|rkt-(api|metadata))(\.sh)?$/,
    images: /(^|\/)docker-(gc|cleanup|prune)$/,
  },
  {
    rule: 'B72',
    by: 'the container runtime of the node',
    names: /^(early-)?docker/,
    programs: /^docker$/,
    images: null,
  },
  {
    rule: 'B73',
    by: NETWORK_PLUGIN,
    names: null,
    programs:
      /^(flanneld|flannel-wrapper|weave|weaver|weaveproxy|calicoctl|calico-node|felix|calico-felix)$/,
    images:
      /(^|\/)(flannel|weave|weaveexec|weaveworks\/\w+|calico-?node|node-calico)$|^calico\/node$/,
  },
  {
    rule: 'B73',
    by: NETWORK_PLUGIN,
    names: /pipework/,
    programs: /^pipework$/,
    images: /(^|\/)pipework$/,
  },
  {
    rule: 'B74',
    by: 'the cluster itself',
    names: null,
    programs:
      /^(kubelet|kubelet-wrapper|hyperkube|kube-(apiserver|scheduler|controller-manager|proxy))$/,
    images:
      /(^|\/)(hyperkube(-amd64)?|kubelet|kube-(apiserver|scheduler|controller-manager|proxy))$/,
  },
  {
    rule: 'B75',
    by: 'the DNS of the cluster and Services',
    names: null,
    programs: /^(skydns|kube2sky)$/,
    images: /(^|\/)(skydns|skydock|kube2sky)$/,
  },
  {
    rule: 'B75',
    by: 'the DNS of the cluster and Services',
    names: /^dnsmasq|dns/,
    programs: /^dnsmasq$/,
    images: /(^|\/)dnsmasq$/,
  },
  {
    rule: 'B75',
    by: 'the DNS of the cluster and Services',
    names: /^consul/,
    programs: /^consul$/,
    images: /(^|\/)(consul|consul-agent|consul-server)$/,
    question: 'do applications keep values in its store? Then they need a Consul of their own',
  },
  {
    rule: 'B76',
    by: 'the EndpointSlices of Services',
    names: null,
    programs: /^(registrator|docker-discover|synapse|nerve)$/,
    images: /(^|\/)(registrator|docker-discover|synapse|nerve)$/,
  },
  {
    rule: 'B76',
    by: 'the EndpointSlices of Services',
    alone: true,
    names: null,
    programs: /^docker-register$/,
    images: /(^|\/)docker-register$/,
  },
  {
    rule: 'B76',
    by: 'the Service of the far side',
    names: null,
    programs: /^(ambassadord|socat)$/,
    images: /ambassador|(^|[-_/])amb([-_/]|$)|(^|\/)(\w+-)?socat$/,
    question: 'which Service is the far side?',
  },
  {
    rule: 'B77',
    by: 'a Gateway or an Ingress',
    names: null,
    programs: /^(vulcand|gogeta|hipache)$/,
    images: /(^|\/)(vulcand|vulcand-registrator|gogeta|hipache)$/,
    question: ROUTES,
  },
  {
    rule: 'B77',
    by: 'a Gateway or an Ingress',
    names: null,
    programs: null,
    images: /(nginx|haproxy)[-_]?(\w+[-_])?(confd|etcd|lb-confd)|confd[-_](nginx|haproxy)/,
    question: ROUTES,
  },
  {
    rule: 'B78',
    by: NODE_IMAGE,
    names: null,
    programs:
      /^(locksmithd|update_engine(_client)?|update-engine|coreos-cloudinit|coreos-metadata|systemd-timesyncd)$/,
    images: null,
  },
  { rule: 'B78', by: NODE_IMAGE, names: /^(sshd|ssh)/, programs: /^sshd$/, images: null },
  {
    rule: 'B78',
    by: NODE_IMAGE,
    names: /^ntp/,
    programs: /^(ntpd|ntpdate)$/,
    images: /(^|\/)ntpd?$/,
  },
  {
    rule: 'B78',
    by: NODE_IMAGE,
    names: /^iptables/,
    programs: /^ip6?tables(-restore)?$/,
    images: null,
  },
  {
    rule: 'B78',
    by: NODE_IMAGE,
    names: /swap/,
    programs: /^(mkswap|swapon|fallocate|losetup)$/,
    images: null,
  },
];

/** mapping B79: agents that still make sense, and look at things that are no longer there. */
export const AGENTS: readonly Pick<RetiredEntry, 'programs' | 'images'>[] = [
  {
    programs: /^(cadvisor|node_exporter|journal-?gatewayd|systemd-journal-gatewayd|logspout)$/,
    images:
      /(^|\/)(cadvisor|node-?exporter|logspout(-\w+)?|journald-forwarder|journal-\w+|dd-agent|docker-dd-agent|newrelic-sysmond|newrelic-\w+|sysdig(-agent|cloud)?)$/,
  },
];
