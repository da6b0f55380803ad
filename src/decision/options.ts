/**
 * The choices that rules of the contract offer (mapping H13), one typed entry each: `--option NAME[=VALUE]`, later
 * `options:` of the decisions file. Flags that people type every day are flags of the commands instead.
 */
interface OptionEntry {
  /** `switch`: on or off. `text`: one value. `list`: may be given several times; the values add up. */
  readonly takes: 'switch' | 'text' | 'list';
  /** Allowed values of `text`; null: any. */
  readonly values: readonly string[] | null;
  readonly default: string | null;
  readonly help: string;
  /** Rules that ask for it. */
  readonly rules: readonly string[];
}

const choice = (help: string, rules: readonly string[]) => ({
  takes: 'switch' as const,
  values: null,
  default: null,
  help,
  rules,
});
const text = (
  help: string,
  rules: readonly string[],
  values: readonly string[] | null = null,
  defaultValue: string | null = null,
) => ({ takes: 'text' as const, values, default: defaultValue, help, rules });
const list = (help: string, rules: readonly string[]) => ({
  takes: 'list' as const,
  values: null,
  default: null,
  help,
  rules,
});

export const OPTIONS = {
  prefix: text('DNS name before our own labels and annotations', ['A26'], null, 'fleetlift.dev'),
  lenient: choice('convert what fleet would have refused, as systemd reads it', [
    'D0-04',
    'D0-09',
    'C12b',
  ]),
  dropins: text('directory of drop-ins that the machines had', ['D13-02', 'C07']),
  files: text('directory that holds the files units name, by their absolute path', [
    'D3-02',
    'H20-8',
  ]),
  'etcd-dump': text('file with the etcd keys and their values', ['G60a']),
  fleet: text('endpoint of a running fleet: unix:///var/run/fleet.sock, http://HOST:PORT', [
    'B16',
    'B21',
    'C17',
  ]),
  'fleet-units': text('file that fleetctl list-unit-files, or the API, gave', [
    'B16',
    'B20',
    'B21',
  ]),
  'fleet-machines': text('file that fleetctl list-machines --full, or the API, gave', [
    'C17',
    'C19d',
  ]),
  set: list('NAME=value of a variable that only the machines knew', ['E1-05', 'G39']),
  'include-secrets': choice('write the values of secrets into the Secret manifests', ['H20-4']),
  'no-managed-by': choice('leave out app.kubernetes.io/managed-by', ['A25']),
  'part-of': text('value of app.kubernetes.io/part-of', ['A24']),
  'labels-as': text(
    'docker labels become annotations or labels',
    ['E2-11'],
    ['annotations', 'labels'],
    'annotations',
  ),
  'metadata-prefix': text('prefix of the node labels made of fleet metadata', ['C17']),
  'well-known': list('KEY=LABEL: the node label that a metadata key becomes', ['C17']),
  'simple-selectors': choice('nodeSelector instead of affinity where it says the same', ['C14']),
  'node-map': list('MACHINE-ID=NODE: the node that a machine became', ['C19']),
  'global-tolerations': text('DaemonSets tolerate all taints', ['C11'], ['all']),
  'emit-inactive': choice('write the DaemonSets of units that fleet did not start', ['B16']),
  'image-map': list('UNIT=IMAGE: the image for a unit that runs a host program', ['B81']),
  'host-exec': list('UNIT: run its host program through nsenter on the node', ['B82']),
  'shell-image': text('image with a shell, for init containers that need one', [
    'B83',
    'G41',
    'G84',
  ]),
  wrap: choice('allow sh -c around the command of an image', ['D3-10', 'E3-07', 'D4-02a']),
  finite: choice('Restart=on-failure becomes a Job', ['D2-17']),
  'respect-no-restart': choice('Restart=no stays no restart', ['D2-15']),
  'loop-timers': choice('timers below a minute become a loop', ['B49']),
  'cron-fields': choice('cron fields instead of @every', ['B47b']),
  'spread-cron': choice('a fixed offset instead of RandomizedDelaySec=', ['B52']),
  timezone: text('zone of the machines', ['B44'], null, 'Etc/UTC'),
  'bind-restart': choice('a leader that ends restarts its bound helpers (from 1.36 on)', ['C34']),
  spread: choice('spread replicas over the nodes', ['C43']),
  'soft-conflicts': choice('Conflicts= becomes a preference', ['C29a']),
  replaces: choice('Replaces= becomes a priority class', ['C42']),
  'fast-failover': choice('leave a lost node after 50 s', ['C44']),
  'mixed-os': choice('the cluster has nodes that do not run Linux', ['H74']),
  hostports: choice('every published port becomes a hostPort', ['H10-09']),
  nodeports: choice('Services of published ports get type NodePort', ['H10-11']),
  'load-balancer': list('UNIT: its Service gets type LoadBalancer', ['H10-12']),
  routes: text('make routes of vulcand and hipache keys', ['G56'], ['gateway', 'ingress']),
  'dns-host': text(
    'resolver of Pods on the host network',
    ['E4-10'],
    ['default', 'cluster'],
    'cluster',
  ),
  'strip-registrator': choice('take out the variables of registrator', ['G58']),
  pvc: text('CLASS:SIZE of claims for data directories', ['H40-4']),
  rwop: choice('claims use ReadWriteOncePod', ['H60']),
  'wait-init': choice('init containers that wait for peers', ['D1-04', 'G41']),
  probe: list('UNIT=HANDLER: a readiness probe', ['H80']),
  'health-as': text(
    'what a docker health check becomes',
    ['E8-01'],
    ['readiness', 'liveness'],
    'readiness',
  ),
  surge: choice('roll out with 25%/25%', ['H70-2']),
  'on-delete': choice('DaemonSets are replaced by hand', ['H70-3']),
  'requests-from-limits': text('share of a limit that is requested, 0–1', ['H93']),
  'no-reserve': choice('write zero requests beside limits', ['E7-02']),
  'cpu-requests': choice('CPU weights become requests', ['E7-05']),
  'promote-client-limits': choice('limits of the docker client apply to the container', ['Z1']),
  'no-tty': choice('leave out tty', ['E2-06']),
  'allow-docker-sock': choice('mount the socket of docker', ['G80']),
  'unsafe-sysctls': choice('write sysctls that the kubelet refuses by default', ['E6-21']),
  seccomp: text('profile of Pods', ['E6-03'], ['unconfined']),
  enable: list('FEATURE: stop-signals, restart-all (from 1.36 on)', ['D4-02a', 'D2-09b']),
} as const satisfies Record<string, OptionEntry>;

export type OptionName = keyof typeof OPTIONS;

/** In the contract, and refused until something reads them. */
export const NOT_BUILT: ReadonlySet<OptionName> = new Set(['routes']);

/** Values of `enable`. */
export const FEATURES: readonly string[] = ['stop-signals', 'restart-all'];

/** Kubernetes versions that manifests can be written for (mapping H1). */
export const KUBE_VERSIONS = ['1.35', '1.36', '1.37'] as const;
export type KubeVersion = (typeof KUBE_VERSIONS)[number];

/** Everything a person decided for a run. */
export interface Decisions {
  readonly kubeVersion: KubeVersion;
  readonly namespace: string | null;
  readonly keepUnresolved: boolean;
  isOn(name: SwitchName): boolean;
  /** The value given, else the default, else null. */
  text(name: TextName): string | null;
  list(name: ListName): readonly string[];
}

type NamesThatTake<T extends OptionEntry['takes']> = {
  [N in OptionName]: (typeof OPTIONS)[N]['takes'] extends T ? N : never;
}[OptionName];
export type SwitchName = NamesThatTake<'switch'>;
export type TextName = NamesThatTake<'text'>;
export type ListName = NamesThatTake<'list'>;
