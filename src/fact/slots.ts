import type { LogicalText } from '../source/logical-text.ts';

/**
 * What can be said about a container, its Pod or its workload, whatever dialect says it. Dialects produce these,
 * `workload` reads them. A slot that nobody reads does not pass the tests.
 */
export interface SlotTypes {
  'container.name': LogicalText;
  'container.image': LogicalText;
  'container.pull-policy': PullPolicy;
  /** docker's `--entrypoint`, rkt's `--exec`: '' takes the image's away (mapping E1-11). */
  'container.entrypoint': LogicalText;
  /** One word each, so that each has its own token. */
  'container.args': LogicalText;
  'container.env': EnvSetting;
  'container.env-file': NamedFile;
  'container.working-dir': LogicalText;
  'container.port': PublishedPort;
  'container.expose': Port;
  'container.publish-all': boolean;
  'container.tty': boolean;
  'container.stdin': boolean;
  'container.detached': boolean;
  'container.removed-at-end': boolean;
  'container.volume': VolumeUse;
  'container.volumes-from': VolumesFrom;
  'container.volume-driver': string;
  'container.device': Device;
  'container.privileged': boolean;
  'container.read-only-root': boolean;
  'container.path-access': PathAccess;
  'container.user': LogicalText;
  'container.group-add': string;
  'container.capability-add': string;
  'container.capability-drop': string;
  'container.no-new-privileges': boolean;
  'container.seccomp': SeccompProfile;
  'container.apparmor': string;
  'container.selinux': SelinuxOption;
  'container.unmasked-proc': boolean;
  /** Bytes. */
  'container.memory-limit': number;
  /** Bytes: docker's `--memory-reservation`. */
  'container.memory-reservation': number;
  /** Millicores. */
  'container.cpu-limit': number;
  /** Relative weight, docker's default 1024. */
  'container.cpu-shares': number;
  'container.gpus': string;
  /** Bytes. */
  'container.root-size': number;
  /** Bytes of /dev/shm. */
  'container.shm-size': number;
  'container.label': KeyValue;
  'container.label-file': NamedFile;
  'container.annotation': KeyValue;
  'container.health': HealthOption;
  'container.stop-signal': string;
  /** Seconds; -1 = for ever. */
  'container.stop-timeout': number;
  'container.docker-restart': DockerRestart;
  'container.sig-proxy': boolean;
  'container.init': boolean;
  'container.link': Link;
  'container.log-driver': string;
  'container.platform': { readonly os: string; readonly architecture: string | null };
  'pod.hostname': LogicalText;
  'pod.domain-name': LogicalText;
  'pod.network': Network;
  'pod.network-alias': string;
  'pod.pid': SharedNamespace;
  'pod.ipc': SharedNamespace;
  'pod.uts-host': boolean;
  'pod.dns-server': LogicalText;
  'pod.dns-search': LogicalText;
  'pod.dns-option': LogicalText;
  'pod.host-alias': { readonly host: string; readonly address: LogicalText };
  'pod.sysctl': { readonly name: string; readonly value: string };
  'pod.runtime-class': string;
  'pod.user-namespace': boolean;
  'service.type': ServiceType;
  'service.restart': Restart;
  /** Microseconds; Infinity = no limit. The same for all spans here. */
  'service.restart-delay': number;
  'service.timeout-start': number;
  'service.timeout-stop': number;
  'service.runtime-max': number;
  'service.remain-after-exit': boolean;
  'service.kill-mode': KillMode;
  'service.kill-signal': string;
  'service.success-exit-status': ExitStatus;
  'service.restart-prevent-status': ExitStatus;
  'service.restart-force-status': ExitStatus;
  'service.start-limit-interval': number;
  'service.start-limit-burst': number;
  'service.pid-file': string;
  /** Set when the unit is controlled by something that is not converted. Text of the D-Bus name. */
  'service.bus-name': string;
  'unit.description': LogicalText;
  'unit.documentation': LogicalText;
  /** `[X-Team] Owner=` is `Team.Owner` (mapping A32). Its token is settled already. */
  'unit.extension': KeyValue;
  'unit.relation': Relation;
  'unit.architecture': { readonly architecture: string; readonly negated: boolean };
  'install.wanted-by': {
    readonly unit: string;
    readonly how: 'WantedBy' | 'RequiredBy' | 'UpheldBy';
  };
  'install.alias': string;
  'timer.calendar': LogicalText;
  'timer.monotonic': { readonly after: MonotonicBase; readonly microseconds: number };
  'timer.persistent': boolean;
  'timer.accuracy': number;
  'timer.randomized-delay': number;
  'timer.unit': string;
  'socket.listen': SocketListen;
  'socket.accept': boolean;
  'socket.service': string;
  'socket.protocol': string;
  'path.unit': string;
  'mount.what': LogicalText;
  'mount.where': LogicalText;
  'mount.type': LogicalText;
  'mount.options': LogicalText;
}

export type Slot = keyof SlotTypes;

/** `one`: the last that was said counts. `many`: they add up in the order they were said. */
export const SLOT_ARITY = {
  'container.name': 'one',
  'container.image': 'one',
  'container.pull-policy': 'one',
  'container.entrypoint': 'one',
  'container.args': 'many',
  'container.env': 'many',
  'container.env-file': 'many',
  'container.working-dir': 'one',
  'container.port': 'many',
  'container.expose': 'many',
  'container.publish-all': 'one',
  'container.tty': 'one',
  'container.stdin': 'one',
  'container.detached': 'one',
  'container.removed-at-end': 'one',
  'container.volume': 'many',
  'container.volumes-from': 'many',
  'container.volume-driver': 'one',
  'container.device': 'many',
  'container.privileged': 'one',
  'container.read-only-root': 'one',
  'container.path-access': 'many',
  'container.user': 'one',
  'container.group-add': 'many',
  'container.capability-add': 'many',
  'container.capability-drop': 'many',
  'container.no-new-privileges': 'one',
  'container.seccomp': 'one',
  'container.apparmor': 'one',
  'container.selinux': 'many',
  'container.unmasked-proc': 'one',
  'container.memory-limit': 'one',
  'container.memory-reservation': 'one',
  'container.cpu-limit': 'one',
  'container.cpu-shares': 'one',
  'container.gpus': 'one',
  'container.root-size': 'one',
  'container.shm-size': 'one',
  'container.label': 'many',
  'container.label-file': 'many',
  'container.annotation': 'many',
  'container.health': 'many',
  'container.stop-signal': 'one',
  'container.stop-timeout': 'one',
  'container.docker-restart': 'one',
  'container.sig-proxy': 'one',
  'container.init': 'one',
  'container.link': 'many',
  'container.log-driver': 'one',
  'container.platform': 'one',
  'pod.hostname': 'one',
  'pod.domain-name': 'one',
  'pod.network': 'one',
  'pod.network-alias': 'many',
  'pod.pid': 'one',
  'pod.ipc': 'one',
  'pod.uts-host': 'one',
  'pod.dns-server': 'many',
  'pod.dns-search': 'many',
  'pod.dns-option': 'many',
  'pod.host-alias': 'many',
  'pod.sysctl': 'many',
  'pod.runtime-class': 'one',
  'pod.user-namespace': 'one',
  'service.type': 'one',
  'service.restart': 'one',
  'service.restart-delay': 'one',
  'service.timeout-start': 'one',
  'service.timeout-stop': 'one',
  'service.runtime-max': 'one',
  'service.remain-after-exit': 'one',
  'service.kill-mode': 'one',
  'service.kill-signal': 'one',
  'service.success-exit-status': 'many',
  'service.restart-prevent-status': 'many',
  'service.restart-force-status': 'many',
  'service.start-limit-interval': 'one',
  'service.start-limit-burst': 'one',
  'service.pid-file': 'one',
  'service.bus-name': 'one',
  'unit.description': 'one',
  'unit.documentation': 'many',
  'unit.extension': 'many',
  'unit.relation': 'many',
  'unit.architecture': 'many',
  'install.wanted-by': 'many',
  'install.alias': 'many',
  'timer.calendar': 'many',
  'timer.monotonic': 'many',
  'timer.persistent': 'one',
  'timer.accuracy': 'one',
  'timer.randomized-delay': 'one',
  'timer.unit': 'one',
  'socket.listen': 'many',
  'socket.accept': 'one',
  'socket.service': 'one',
  'socket.protocol': 'one',
  'path.unit': 'one',
  'mount.what': 'one',
  'mount.where': 'one',
  'mount.type': 'one',
  'mount.options': 'one',
} as const satisfies Record<Slot, 'one' | 'many'>;

export type SlotsOf<A extends 'one' | 'many'> = {
  [S in Slot]: (typeof SLOT_ARITY)[S] extends A ? S : never;
}[Slot];

export type PullPolicy = 'Always' | 'IfNotPresent' | 'Never';

/** `value` null: `-e NAME`, the value comes from the environment of the docker client. */
export interface EnvSetting {
  readonly name: string;
  readonly value: LogicalText | null;
}

/** How the process may reach a path (mapping D3-25). */
export interface PathAccess {
  readonly path: LogicalText;
  readonly access: 'read-only' | 'read-write' | 'none';
}

/** `--env-file` and `--label-file` of docker: a grammar of their own, mapping E3-03. */
export interface NamedFile {
  readonly path: LogicalText;
}

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

export interface Port {
  readonly container: number;
  readonly protocol: Protocol;
}

/** `-p`, a range already expanded. */
export interface PublishedPort extends Port {
  /** `random`: docker chose one. A hole in the source is `unknown`. */
  readonly host: number | 'random' | 'unknown';
  /** null: all addresses. */
  readonly hostAddress: LogicalText | null;
}

export interface VolumeUse {
  readonly kind: 'bind' | 'volume' | 'anonymous' | 'tmpfs' | 'image';
  /** Host path, volume name or image; null for `tmpfs` and `anonymous`, but for the name of rkt's empty volumes. */
  readonly source: LogicalText | null;
  readonly target: LogicalText;
  readonly readOnly: boolean;
  readonly propagation: 'None' | 'HostToContainer' | 'Bidirectional' | null;
  /** `--mount type=bind` fails on a missing source, `-v` makes a directory (mapping E5-09). */
  readonly mustExist: boolean;
  readonly subPath: string | null;
  readonly driver: string | null;
  /** Bytes, of a tmpfs. */
  readonly size: number | null;
  /** Octal mode of a tmpfs, as written. */
  readonly mode: string | null;
  /** `uid=1000,gid=1000` of a tmpfs, as written. */
  readonly owner: string | null;
  /** `nocopy` */
  readonly copiesImage: boolean;
}

export interface VolumesFrom {
  readonly container: LogicalText;
  readonly readOnly: boolean;
}

export interface Device {
  readonly host: string;
  readonly container: string;
  readonly permissions: string;
}

export type SeccompProfile =
  | { readonly kind: 'unconfined' }
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly path: string };

export interface SelinuxOption {
  readonly name: 'user' | 'role' | 'type' | 'level' | 'disable';
  readonly value: string;
}

export interface KeyValue {
  readonly key: string;
  readonly value: LogicalText;
}

/** docker's health flags. Times in microseconds. */
export type HealthOption =
  | { readonly name: 'command'; readonly value: LogicalText }
  | { readonly name: 'none' }
  | {
      readonly name: 'interval' | 'timeout' | 'start-period' | 'start-interval' | 'retries';
      readonly value: number;
    };

export interface DockerRestart {
  readonly policy: 'no' | 'on-failure' | 'always' | 'unless-stopped';
  readonly maximumRetries: number;
}

export interface Link {
  readonly container: LogicalText;
  readonly alias: string;
}

export type Network =
  | { readonly kind: 'default' }
  | { readonly kind: 'host' }
  | { readonly kind: 'none' }
  | { readonly kind: 'container'; readonly container: LogicalText }
  | { readonly kind: 'custom'; readonly name: string };

export type SharedNamespace =
  | { readonly kind: 'private' }
  | { readonly kind: 'host' }
  | { readonly kind: 'none' }
  | { readonly kind: 'shareable' }
  | { readonly kind: 'container'; readonly container: LogicalText };

export type ServiceType =
  | 'simple'
  | 'exec'
  | 'forking'
  | 'oneshot'
  | 'dbus'
  | 'notify'
  | 'notify-reload'
  | 'idle';

export type Restart =
  | 'no'
  | 'always'
  | 'on-success'
  | 'on-failure'
  | 'on-abnormal'
  | 'on-abort'
  | 'on-watchdog';

export type KillMode = 'control-group' | 'mixed' | 'process' | 'none';

/** An exit code 0–255, or a signal name with SIG. */
export type ExitStatus = number | string;

/** A dependency on another unit (mapping D1-03–D1-12). */
export interface Relation {
  readonly how: RelationKind;
  readonly unit: string;
}

/** Old spellings (`BindTo`, `RequiresOverridable`) are already today's. */
export type RelationKind =
  | 'Wants'
  | 'Requires'
  | 'Requisite'
  | 'Upholds'
  | 'BindsTo'
  | 'PartOf'
  | 'After'
  | 'Before'
  | 'Conflicts'
  | 'PropagatesStopTo'
  | 'StopPropagatedFrom'
  | 'JoinsNamespaceOf'
  | 'OnFailure'
  | 'OnSuccess'
  | 'RequiresMountsFor';

export type MonotonicBase = 'active' | 'boot' | 'startup' | 'unit-active' | 'unit-inactive';

/** An address of `ListenStream=` and its kin. */
export interface SocketListen {
  readonly protocol: Protocol | null;
  /** null: not an IP port, so it cannot become a Service (mapping B63). */
  readonly port: number | null;
  readonly loopback: boolean;
  readonly written: string;
}
