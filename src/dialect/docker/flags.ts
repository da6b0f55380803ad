import { indexFlags } from './argv.ts';
import * as body from './body/fields.ts';
import { fillDevice, fillRestart, fillSecurityOption } from './body/lenient.ts';
import { fillMount } from './body/mount.ts';
import { fillNetwork } from './body/network.ts';
import { fillExpose, fillPublish } from './body/ports.ts';
import { fillVolume } from './body/volume.ts';
import * as effect from './flag-effects.ts';
import {
  type FlagSpec,
  idle,
  noEffect,
  notNeeded,
  retired,
  set,
  sets,
  switchFlag,
  unsupported,
  valueFlag,
} from './flag-spec.ts';
import { device, deviceRule, deviceValue, ulimit } from './values/device.ts';
import { gpus } from './values/gpus.ts';
import {
  capability,
  hostAlias,
  link,
  platform,
  restart,
  searchDomain,
  securityOption,
  sysctl,
} from './values/misc.ts';
import { mount } from './values/mount.ts';
import { ipcMode, pidMode } from './values/namespace.ts';
import { network } from './values/network.ts';
import { cpus, duration, integer, size, sizeOrUnlimited, span } from './values/number.ts';
import { exposed, publishing } from './values/port.ts';
import {
  address,
  annotation,
  environment,
  label,
  oneOf,
  pair,
  plainText,
  stream,
  text,
  workdir,
} from './values/text.ts';
import { tmpfs, volume, volumesFrom } from './values/volume.ts';

const LIFECYCLE = 'docker/name-and-lifecycle';
const IMAGE = 'docker/image';
const ENVIRONMENT = 'docker/environment';
const PORTS = 'docker/ports';
const NETWORK = 'docker/network';
const VOLUMES = 'docker/volumes';
const SECURITY = 'docker/security';
const RESOURCES = 'docker/resources';
const HEALTH = 'docker/health';
const OLD = 'docker/old-spellings';

const WINDOWS = 'docker takes it on Windows only';

/**
 * Every flag of `docker run` and `docker create`: those of client 28, hidden ones too, and those that only docker of fleet's time
 * had. A new flag is one entry here and one example in its chapter.
 */
export const RUN_FLAGS: readonly FlagSpec[] = [
  // Image and command
  valueFlag(['--entrypoint'], text, {
    rule: 'E1-10',
    chapter: IMAGE,
    oldNames: ['-entrypoint'],
    effect: sets('container.entrypoint'),
    body: (draft, value) => draft.set('Entrypoint', [body.wired(value)]),
  }),
  valueFlag(['--platform'], platform, {
    rule: 'E1-13',
    chapter: IMAGE,
    early: text,
    effect: sets('container.platform'),
    body: null,
  }),
  valueFlag(['--pull'], oneOf('always', 'missing', 'never', ''), {
    rule: 'E1-14',
    chapter: IMAGE,
    early: text,
    effect: effect.pullPolicy,
    body: null,
  }),
  switchFlag(['--quiet', '-q'], {
    rule: 'E1-14',
    chapter: IMAGE,
    effect: noEffect('it only silences the client'),
    body: null,
  }),
  switchFlag(['--disable-content-trust'], {
    rule: 'E1-15',
    chapter: IMAGE,
    effect: notNeeded('a kubelet does not check signatures by itself'),
    body: null,
  }),

  // Name, life cycle, terminal
  valueFlag(['--name'], text, {
    rule: 'E2-01',
    chapter: LIFECYCLE,
    oldNames: ['-name'],
    effect: sets('container.name'),
    body: body.string('#name'),
  }),
  switchFlag(['--rm'], {
    rule: 'E2-02',
    chapter: LIFECYCLE,
    oldNames: ['-rm'],
    effect: sets('container.removed-at-end'),
    body: body.plain('HostConfig.AutoRemove'),
  }),
  switchFlag(['--detach', '-d'], {
    rule: 'E2-03',
    chapter: LIFECYCLE,
    client: 'run',
    effect: sets('container.detached'),
    body: body.plain('#detach'),
  }),
  valueFlag(['--attach', '-a'], stream, {
    rule: 'E2-04',
    chapter: LIFECYCLE,
    effect: notNeeded('the output of a container goes to its log'),
    body: body.append('#attach'),
  }),
  switchFlag(['--sig-proxy'], {
    rule: 'E2-16',
    chapter: LIFECYCLE,
    client: 'run',
    oldNames: ['-sig-proxy'],
    effect: effect.sigProxy,
    body: null,
  }),
  valueFlag(['--detach-keys'], text, {
    rule: 'E2-04',
    chapter: LIFECYCLE,
    client: 'run',
    effect: notNeeded('no one is attached'),
    body: null,
  }),
  valueFlag(['--cidfile'], text, {
    rule: 'E2-04',
    chapter: LIFECYCLE,
    oldNames: ['-cidfile'],
    effect: notNeeded('nothing reads the id of a container from a file'),
    body: body.string('HostConfig.ContainerIDFile'),
  }),
  switchFlag(['--interactive', '-i'], {
    rule: 'E2-05',
    chapter: LIFECYCLE,
    effect: sets('container.stdin'),
    body: body.plain('OpenStdin'),
  }),
  switchFlag(['--tty', '-t'], {
    rule: 'E2-06',
    chapter: LIFECYCLE,
    effect: sets('container.tty'),
    body: body.plain('Tty'),
  }),
  valueFlag(['--restart'], restart, {
    rule: 'E2-07',
    chapter: LIFECYCLE,
    early: text,
    effect: sets('container.docker-restart'),
    body: null,
    clientFill: fillRestart,
  }),
  valueFlag(['--stop-signal'], plainText, {
    rule: 'E2-08',
    chapter: LIFECYCLE,
    effect: sets('container.stop-signal'),
    body: body.plain('StopSignal'),
  }),
  valueFlag(['--stop-timeout'], integer(), {
    rule: 'E2-09',
    chapter: LIFECYCLE,
    effect: sets('container.stop-timeout'),
    body: body.plain('StopTimeout'),
  }),
  switchFlag(['--init'], {
    rule: 'E2-10',
    chapter: LIFECYCLE,
    effect: sets('container.init'),
    body: body.plain('HostConfig.Init'),
  }),
  valueFlag(['--label', '-l'], label, {
    rule: 'E2-11',
    chapter: LIFECYCLE,
    effect: sets('container.label'),
    body: (draft, { key, value }) => draft.put('#labels', key, body.wired(value)),
  }),
  valueFlag(['--label-file'], text, {
    rule: 'E2-11',
    chapter: LIFECYCLE,
    effect: (path) => [set('container.label-file', { path })],
    body: body.appendString('#labelFiles'),
  }),
  valueFlag(['--annotation'], annotation, {
    rule: 'E2-12',
    chapter: LIFECYCLE,
    effect: sets('container.annotation'),
    body: (draft, { key, value }) => draft.put('HostConfig.Annotations', key, body.wired(value)),
  }),
  valueFlag(['--log-driver'], plainText, {
    rule: 'E2-13',
    chapter: LIFECYCLE,
    effect: sets('container.log-driver'),
    body: body.plain('#logDriver'),
  }),
  valueFlag(['--log-opt'], pair, {
    rule: 'E2-13',
    chapter: LIFECYCLE,
    effect: retired('the kubelet, which writes and rotates the logs of containers'),
    body: (draft, { key, value }) => draft.put('#logOptions', key, value ? body.wired(value) : ''),
  }),
  switchFlag(['--help'], {
    rule: 'E2-14',
    chapter: LIFECYCLE,
    effect: noEffect('docker prints its usage and ends'),
    body: null,
  }),
  switchFlag(['--use-api-socket'], {
    rule: 'E2-15',
    chapter: LIFECYCLE,
    effect: unsupported('there is no docker on the nodes whose socket could be mounted'),
    body: null,
  }),

  // Environment
  valueFlag(['--env', '-e'], environment, {
    rule: 'E3-01',
    chapter: ENVIRONMENT,
    effect: sets('container.env'),
    body: (draft, { name, value }) => draft.put('#env', name, value && body.wired(value)),
  }),
  valueFlag(['--env-file'], text, {
    rule: 'E3-03',
    chapter: ENVIRONMENT,
    effect: (path) => [set('container.env-file', { path })],
    body: body.appendString('#envFiles'),
  }),

  // Ports
  valueFlag(['--publish', '-p'], publishing, {
    rule: 'E4-01',
    chapter: PORTS,
    effect: effect.publish,
    body: null,
    clientFill: fillPublish,
  }),
  switchFlag(['--publish-all', '-P'], {
    rule: 'E4-08',
    chapter: PORTS,
    effect: sets('container.publish-all'),
    body: body.plain('HostConfig.PublishAllPorts'),
  }),
  valueFlag(['--expose'], exposed, {
    rule: 'E4-09',
    chapter: PORTS,
    oldNames: ['-expose'],
    effect: effect.expose,
    body: null,
    clientFill: fillExpose,
  }),

  // Network
  valueFlag(['--network', '--net'], network, {
    rule: 'E4-10',
    chapter: NETWORK,
    effect: effect.network,
    body: null,
    clientFill: fillNetwork,
  }),
  valueFlag(['--network-alias', '--net-alias'], plainText, {
    rule: 'E4-14',
    chapter: NETWORK,
    effect: sets('pod.network-alias'),
    body: body.append('#aliases'),
  }),
  valueFlag(['--ip'], text, {
    rule: 'E4-15',
    chapter: NETWORK,
    effect: unsupported('a Pod does not choose its address'),
    body: body.string('#ip'),
  }),
  valueFlag(['--ip6'], text, {
    rule: 'E4-15',
    chapter: NETWORK,
    effect: unsupported('a Pod does not choose its address'),
    body: body.string('#ip6'),
  }),
  valueFlag(['--link-local-ip'], text, {
    rule: 'E4-15',
    chapter: NETWORK,
    effect: unsupported('a Pod does not choose its addresses'),
    body: body.appendString('#linkLocalIps'),
  }),
  valueFlag(['--mac-address'], text, {
    rule: 'E4-15',
    chapter: NETWORK,
    early: text,
    effect: unsupported('a Pod does not choose its hardware address'),
    body: body.string('#mac'),
  }),
  valueFlag(['--hostname', '-h'], text, {
    rule: 'E4-16',
    chapter: NETWORK,
    effect: sets('pod.hostname'),
    body: body.string('Hostname'),
  }),
  valueFlag(['--domainname'], text, {
    rule: 'E4-17',
    chapter: NETWORK,
    effect: sets('pod.domain-name'),
    body: body.string('Domainname'),
  }),
  valueFlag(['--dns'], text, {
    rule: 'E4-18',
    chapter: NETWORK,
    oldNames: ['-dns'],
    effect: sets('pod.dns-server'),
    body: null,
    clientFill: body.through(address, body.append('HostConfig.Dns')),
  }),
  valueFlag(['--dns-search'], searchDomain, {
    rule: 'E4-28',
    chapter: NETWORK,
    effect: sets('pod.dns-search'),
    body: body.searchDomain,
  }),
  valueFlag(['--dns-option', '--dns-opt'], text, {
    rule: 'E4-28',
    chapter: NETWORK,
    effect: sets('pod.dns-option'),
    body: body.appendString('HostConfig.DnsOptions'),
  }),
  valueFlag(['--add-host'], hostAlias, {
    rule: 'E4-19',
    chapter: NETWORK,
    effect: sets('pod.host-alias'),
    body: (draft, alias) =>
      draft.push('HostConfig.ExtraHosts', `${alias.host}:${body.wired(alias.address)}`),
  }),
  valueFlag(['--link'], link, {
    rule: 'E4-20',
    chapter: NETWORK,
    oldNames: ['-link'],
    effect: sets('container.link'),
    body: null,
    clientFill: body.fillLink,
  }),

  // Storage
  valueFlag(['--volume', '-v'], volume, {
    rule: 'E5-01',
    chapter: VOLUMES,
    effect: effect.volume,
    body: null,
    clientFill: fillVolume,
  }),
  valueFlag(['--mount'], mount, {
    rule: 'E5-09',
    chapter: VOLUMES,
    effect: effect.mount,
    body: null,
    clientFill: fillMount,
  }),
  valueFlag(['--tmpfs'], tmpfs, {
    rule: 'E5-11',
    chapter: VOLUMES,
    effect: sets('container.volume'),
    body: null,
    clientFill: body.fillTmpfs,
  }),
  valueFlag(['--volumes-from'], volumesFrom, {
    rule: 'E5-13',
    chapter: VOLUMES,
    oldNames: ['-volumes-from'],
    effect: sets('container.volumes-from'),
    body: null,
    clientFill: body.through(text, body.appendString('HostConfig.VolumesFrom')),
  }),
  valueFlag(['--volume-driver'], plainText, {
    rule: 'E5-14',
    chapter: VOLUMES,
    effect: sets('container.volume-driver'),
    body: body.plain('HostConfig.VolumeDriver'),
  }),
  switchFlag(['--read-only'], {
    rule: 'E5-15',
    chapter: VOLUMES,
    effect: sets('container.read-only-root'),
    body: body.plain('HostConfig.ReadonlyRootfs'),
  }),
  valueFlag(['--storage-opt'], pair, {
    rule: 'E5-16',
    chapter: VOLUMES,
    effect: effect.storageOption,
    body: null,
    clientFill: body.fillStorageOption,
  }),
  valueFlag(['--shm-size'], size, {
    rule: 'E5-17',
    chapter: VOLUMES,
    effect: (bytes) => [bytes === 0 ? idle('0 is the default') : set('container.shm-size', bytes)],
    body: body.plain('HostConfig.ShmSize'),
  }),
  valueFlag(['--device'], device, {
    rule: 'E5-18',
    chapter: VOLUMES,
    effect: sets('container.device'),
    body: null,
    clientFill: fillDevice,
  }),
  valueFlag(['--device-cgroup-rule'], deviceRule, {
    rule: 'E5-19',
    chapter: VOLUMES,
    effect: unsupported('a Pod cannot allow devices by number'),
    body: body.append('HostConfig.DeviceCgroupRules'),
  }),
  valueFlag(['--gpus'], gpus, {
    rule: 'E5-20',
    chapter: VOLUMES,
    effect: ({ written }) => [set('container.gpus', written)],
    body: (draft, { request }) => draft.push('HostConfig.DeviceRequests', request),
  }),

  // Security
  switchFlag(['--privileged'], {
    rule: 'E6-01',
    chapter: SECURITY,
    oldNames: ['-privileged'],
    effect: sets('container.privileged'),
    body: body.plain('HostConfig.Privileged'),
  }),
  valueFlag(['--cap-add'], capability, {
    rule: 'E6-02',
    chapter: SECURITY,
    effect: sets('container.capability-add'),
    body: null,
    clientFill: body.through(plainText, body.append('#capAdd')),
  }),
  valueFlag(['--cap-drop'], capability, {
    rule: 'E6-02',
    chapter: SECURITY,
    effect: sets('container.capability-drop'),
    body: null,
    clientFill: body.through(plainText, body.append('#capDrop')),
  }),
  valueFlag(['--security-opt'], securityOption, {
    rule: 'E6-04',
    chapter: SECURITY,
    effect: effect.securityOption,
    body: null,
    clientFill: fillSecurityOption,
  }),
  valueFlag(['--user', '-u'], text, {
    rule: 'E6-09',
    chapter: SECURITY,
    effect: sets('container.user'),
    body: body.string('User'),
  }),
  valueFlag(['--group-add'], plainText, {
    rule: 'E6-10',
    chapter: SECURITY,
    effect: sets('container.group-add'),
    body: body.append('HostConfig.GroupAdd'),
  }),
  valueFlag(['--workdir', '-w'], workdir, {
    rule: 'E6-11',
    chapter: SECURITY,
    effect: sets('container.working-dir'),
    body: null,
    clientFill: body.through(text, body.string('WorkingDir')),
  }),
  valueFlag(['--pid'], pidMode, {
    rule: 'E6-12',
    chapter: SECURITY,
    early: text,
    effect: sets('pod.pid'),
    body: (draft, mode) => draft.set('HostConfig.PidMode', body.namespaceText(mode)),
  }),
  valueFlag(['--ipc'], ipcMode, {
    rule: 'E6-13',
    chapter: SECURITY,
    effect: sets('pod.ipc'),
    body: null,
    clientFill: body.through(text, body.string('HostConfig.IpcMode')),
  }),
  valueFlag(['--uts'], oneOf('host', ''), {
    rule: 'E6-14',
    chapter: SECURITY,
    early: text,
    effect: (mode) => [set('pod.uts-host', mode === 'host')],
    body: body.plain('HostConfig.UTSMode'),
  }),
  valueFlag(['--userns'], oneOf('host', ''), {
    rule: 'E6-15',
    chapter: SECURITY,
    early: text,
    effect: noEffect('a Pod is in the user namespace of its node'),
    body: body.plain('HostConfig.UsernsMode'),
  }),
  valueFlag(['--cgroupns'], oneOf('host', 'private', ''), {
    rule: 'E6-16',
    chapter: SECURITY,
    early: text,
    effect: retired('the runtime of the node, which gives each container a cgroup namespace'),
    body: body.plain('HostConfig.CgroupnsMode'),
  }),
  valueFlag(['--cgroup-parent'], text, {
    rule: 'E6-16',
    chapter: SECURITY,
    effect: retired('the kubelet, which puts each Pod into a cgroup of its own'),
    body: body.string('HostConfig.CgroupParent'),
  }),
  valueFlag(['--isolation'], text, {
    rule: 'E6-16',
    chapter: SECURITY,
    effect: retired('the runtime class of the Pod'),
    body: body.string('HostConfig.Isolation'),
  }),
  valueFlag(['--runtime'], plainText, {
    rule: 'E6-17',
    chapter: SECURITY,
    effect: effect.runtime,
    body: body.plain('HostConfig.Runtime'),
  }),
  valueFlag(['--sysctl'], sysctl, {
    rule: 'E6-18',
    chapter: SECURITY,
    effect: sets('pod.sysctl'),
    body: (draft, { name, value }) => draft.put('HostConfig.Sysctls', name, value),
  }),

  // Resources
  valueFlag(['--memory', '-m'], size, {
    rule: 'E7-01',
    chapter: RESOURCES,
    effect: (bytes) => [bytes === 0 ? idle('0 is no limit') : set('container.memory-limit', bytes)],
    body: body.plain('HostConfig.Memory'),
  }),
  valueFlag(['--memory-reservation'], size, {
    rule: 'E7-03',
    chapter: RESOURCES,
    effect: (bytes) => [
      bytes === 0 ? idle('0 reserves nothing') : set('container.memory-reservation', bytes),
    ],
    body: body.plain('HostConfig.MemoryReservation'),
  }),
  valueFlag(['--memory-swap'], sizeOrUnlimited, {
    rule: 'E7-04',
    chapter: RESOURCES,
    effect: effect.memorySwap,
    body: body.plain('HostConfig.MemorySwap'),
  }),
  valueFlag(['--memory-swappiness'], integer(-1, 100), {
    rule: 'E7-04',
    chapter: RESOURCES,
    early: integer(),
    effect: (value) => [value === -1 ? idle('-1 is the default') : effect.noSwap],
    body: body.plain('HostConfig.MemorySwappiness'),
  }),
  valueFlag(['--kernel-memory'], size, {
    rule: 'E7-04',
    chapter: RESOURCES,
    effect: unsupported('a Pod has no limit for the memory of the kernel'),
    body: null,
  }),
  valueFlag(['--cpu-shares', '-c'], integer(), {
    rule: 'E7-05',
    chapter: RESOURCES,
    effect: effect.cpuShares,
    body: body.plain('HostConfig.CpuShares'),
  }),
  valueFlag(['--cpus'], cpus, {
    rule: 'E7-06',
    chapter: RESOURCES,
    effect: (nano) => [
      nano === 0 ? idle('0 is no limit') : set('container.cpu-limit', Math.ceil(nano / 1e6)),
    ],
    body: body.plain('HostConfig.NanoCpus'),
  }),
  valueFlag(['--cpu-quota'], integer(), {
    rule: 'E7-07',
    chapter: RESOURCES,
    effect: effect.cpuQuota,
    body: body.plain('HostConfig.CpuQuota'),
  }),
  valueFlag(['--cpu-period'], integer(), {
    rule: 'E7-07',
    chapter: RESOURCES,
    effect: effect.cpuPeriod,
    body: body.plain('HostConfig.CpuPeriod'),
  }),
  valueFlag(['--cpu-rt-period'], integer(), {
    rule: 'E7-08',
    chapter: RESOURCES,
    effect: unsupported('a Pod has no share of real-time scheduling'),
    body: body.plain('HostConfig.CpuRealtimePeriod'),
  }),
  valueFlag(['--cpu-rt-runtime'], integer(), {
    rule: 'E7-08',
    chapter: RESOURCES,
    effect: unsupported('a Pod has no share of real-time scheduling'),
    body: body.plain('HostConfig.CpuRealtimeRuntime'),
  }),
  valueFlag(['--cpuset-cpus'], text, {
    rule: 'E7-08',
    chapter: RESOURCES,
    oldNames: ['--cpuset'],
    effect: unsupported('a Pod cannot name the CPUs it runs on'),
    body: body.string('HostConfig.CpusetCpus'),
  }),
  valueFlag(['--cpuset-mems'], text, {
    rule: 'E7-08',
    chapter: RESOURCES,
    effect: unsupported('a Pod cannot name the memory nodes it uses'),
    body: body.string('HostConfig.CpusetMems'),
  }),
  valueFlag(['--cpu-count'], integer(), {
    rule: 'E7-08',
    chapter: RESOURCES,
    effect: unsupported(WINDOWS),
    body: null,
    clientFill: body.windowsOnly,
  }),
  valueFlag(['--cpu-percent'], integer(), {
    rule: 'E7-08',
    chapter: RESOURCES,
    effect: unsupported(WINDOWS),
    body: null,
    clientFill: body.windowsOnly,
  }),
  valueFlag(['--io-maxbandwidth'], size, {
    rule: 'E7-08',
    chapter: RESOURCES,
    effect: unsupported(WINDOWS),
    body: null,
    clientFill: body.windowsOnly,
  }),
  valueFlag(['--io-maxiops'], integer(0), {
    rule: 'E7-08',
    chapter: RESOURCES,
    effect: unsupported(WINDOWS),
    body: null,
    clientFill: body.windowsOnly,
  }),
  valueFlag(['--blkio-weight'], integer(0, 65535), {
    rule: 'E7-09',
    chapter: RESOURCES,
    effect: effect.blockWeight,
    body: body.plain('HostConfig.BlkioWeight'),
  }),
  valueFlag(['--blkio-weight-device'], deviceValue('weight'), {
    rule: 'E7-09',
    chapter: RESOURCES,
    effect: effect.noBlockLimit,
    body: body.deviceValue('HostConfig.BlkioWeightDevice', 'Weight'),
  }),
  valueFlag(['--device-read-bps'], deviceValue('bytes'), {
    rule: 'E7-09',
    chapter: RESOURCES,
    effect: effect.noBlockLimit,
    body: body.deviceValue('HostConfig.BlkioDeviceReadBps', 'Rate'),
  }),
  valueFlag(['--device-write-bps'], deviceValue('bytes'), {
    rule: 'E7-09',
    chapter: RESOURCES,
    effect: effect.noBlockLimit,
    body: body.deviceValue('HostConfig.BlkioDeviceWriteBps', 'Rate'),
  }),
  valueFlag(['--device-read-iops'], deviceValue('count'), {
    rule: 'E7-09',
    chapter: RESOURCES,
    effect: effect.noBlockLimit,
    body: body.deviceValue('HostConfig.BlkioDeviceReadIOps', 'Rate'),
  }),
  valueFlag(['--device-write-iops'], deviceValue('count'), {
    rule: 'E7-09',
    chapter: RESOURCES,
    effect: effect.noBlockLimit,
    body: body.deviceValue('HostConfig.BlkioDeviceWriteIOps', 'Rate'),
  }),
  valueFlag(['--pids-limit'], integer(), {
    rule: 'E7-10',
    chapter: RESOURCES,
    effect: effect.pidsLimit,
    body: body.plain('HostConfig.PidsLimit'),
  }),
  valueFlag(['--ulimit'], ulimit, {
    rule: 'E7-11',
    chapter: RESOURCES,
    effect: unsupported(
      'a Pod has no resource limits of processes; the runtime of the node sets them',
    ),
    body: (draft, { name, soft, hard }) =>
      draft.put('#ulimits', name, { Name: name, Hard: hard, Soft: soft }),
  }),
  switchFlag(['--oom-kill-disable'], {
    rule: 'E7-12',
    chapter: RESOURCES,
    effect: (on) => [on ? effect.noOomControl : idle('false is the default')],
    body: body.plain('HostConfig.OomKillDisable'),
  }),
  valueFlag(['--oom-score-adj'], integer(), {
    rule: 'E7-12',
    chapter: RESOURCES,
    effect: () => [effect.noOomControl],
    body: body.plain('HostConfig.OomScoreAdj'),
  }),

  // Health
  valueFlag(['--health-cmd'], text, {
    rule: 'E8-01',
    chapter: HEALTH,
    effect: (value) =>
      value.text === ''
        ? [idle('an empty command is none')]
        : [set('container.health', { name: 'command', value })],
    body: body.string('#healthCommand'),
  }),
  valueFlag(['--health-interval'], span, {
    rule: 'E8-02',
    chapter: HEALTH,
    early: duration,
    effect: effect.health('interval'),
    body: body.health('Interval'),
  }),
  valueFlag(['--health-timeout'], span, {
    rule: 'E8-02',
    chapter: HEALTH,
    early: duration,
    effect: effect.health('timeout'),
    body: body.health('Timeout'),
  }),
  valueFlag(['--health-retries'], integer(0), {
    rule: 'E8-02',
    chapter: HEALTH,
    early: integer(),
    effect: effect.healthRetries,
    body: body.health('Retries'),
  }),
  valueFlag(['--health-start-period'], span, {
    rule: 'E8-03',
    chapter: HEALTH,
    early: duration,
    effect: effect.health('start-period'),
    body: body.health('StartPeriod'),
  }),
  valueFlag(['--health-start-interval'], span, {
    rule: 'E8-03',
    chapter: HEALTH,
    early: duration,
    effect: effect.health('start-interval'),
    body: body.health('StartInterval'),
  }),
  switchFlag(['--no-healthcheck'], {
    rule: 'E8-04',
    chapter: HEALTH,
    effect: (on) => [on ? set('container.health', { name: 'none' }) : idle('false is the default')],
    body: body.plain('#noHealthcheck'),
  }),

  // Flags that docker has given up
  valueFlag(['--lxc-conf'], text, {
    rule: 'E6-16',
    chapter: OLD,
    client: 'old',
    oldNames: ['-lxc-conf'],
    effect: notNeeded('it was for the LXC driver, which docker has given up'),
    body: null,
  }),
  switchFlag(['--networking', '-n'], {
    rule: 'E6-16',
    chapter: OLD,
    client: 'old',
    effect: effect.networking,
    body: null,
  }),
];

/** By every spelling. */
export const FLAG_INDEX = indexFlags(RUN_FLAGS);
